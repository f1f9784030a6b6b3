package dev.strategos.detectors;

import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.Objects;

/**
 * ◊P, the eventually perfect failure detector (Chandra, Toueg 1996; Cachin, Guerraoui, Rodrigues, Module 2.8), with any {@link
 * Estimation}.
 *
 * <p><b>Assumes</b> a fair-loss link and partial synchrony: from some unknown time on, the gaps between the signs of life that arrive from
 * a live peer, losses in a row included, are below some unknown bound, and this node stands still no more. <b>Promises</b> strong
 * completeness: each crashed life of a node is suspected for ever by every live node in the end; and eventual strong accuracy: from some
 * time on no live node is suspected. The latter holds because each mistake about a peer makes its margin grow by a fixed step, and
 * nothing, not even a restart of the peer, makes it shrink: there are at most bound / step mistakes after that time. <b>Does not promise</b>
 * how long detection takes, or anything about a single suspicion.
 *
 * <p>Memory per peer is a few hundred bytes, and there is one timer for all. A stall of this node is recognised: nobody is suspected
 * because of it, and a peer that crashed meanwhile is suspected within the usual time of resuming. For the loop's thread only.
 *
 * <pre>{@code
 * FailureDetector detector = EventuallyPerfectFailureDetector.over(
 *         FairLossLink.over(env.open("detector")),
 *         EventuallyPerfectConfig.every(Duration.ofMillis(200)).withEstimation(PhiAccrual.of(8)));
 * }</pre>
 */
public final class EventuallyPerfectFailureDetector extends HeartbeatDetector {

    private static final Assumptions ASSUMES = Assumptions.of("EventuallyPerfectFailureDetector")
            .network(NetworkModel.FAIR_LOSS)
            .timing(TimingModel.partiallySynchronous());

    private final EventuallyPerfectConfig config;

    private EventuallyPerfectFailureDetector(Stackable link, EventuallyPerfectConfig config, Neighbours neighbours) {
        super(
                link,
                config.heartbeat(),
                neighbours,
                config.margin().toNanos(),
                config.heartbeat().firstContact().toNanos());
        this.config = config;
    }

    /**
     * A detector for all others of the group. It sends from now on; each of them has to run one over a channel of the same name.
     *
     * @param link a fair-loss link, which belongs to this detector from now on
     * @param config its settings
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary or the system asynchronous
     */
    public static EventuallyPerfectFailureDetector over(Stackable link, EventuallyPerfectConfig config) {
        return over(link, config, Neighbours.all(link.environment()));
    }

    /**
     * A detector for some of the group.
     *
     * @param link a fair-loss link, which belongs to this detector from now on
     * @param config its settings
     * @param neighbours whom it watches, and to whom it sends
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary or the system asynchronous
     * @throws IllegalArgumentException if a neighbour is not one of the others of the group
     */
    public static EventuallyPerfectFailureDetector over(
            Stackable link, EventuallyPerfectConfig config, Neighbours neighbours) {
        ASSUMES.check(link.model());
        link.environment().requireLoop("EventuallyPerfectFailureDetector.over");
        return new EventuallyPerfectFailureDetector(link, Objects.requireNonNull(config, "config"), neighbours);
    }

    @Override
    Estimator begin(Watch watch) {
        return config.estimation().begin(Duration.ofNanos(watch.announced));
    }

    @Override
    boolean forgives(Watch watch, long now) {
        watch.margin += config.step().toNanos();
        return true;
    }
}
