package dev.strategos.detectors;

import dev.strategos.core.Fault;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * P, the perfect failure detector (Chandra, Toueg 1996; Cachin, Guerraoui, Rodrigues, Module 2.6): a time-out where time-outs prove
 * something.
 *
 * <p><b>Assumes</b> a reliable link, crash-stop nodes and a synchronous system with stated bounds Δ, ρ and ε; it is refused otherwise.
 * <b>Promises</b> strong completeness: every crashed node is suspected for ever, {@link #bound} after its crash at the latest; and strong
 * accuracy: no node is suspected before it crashes. <b>Does not promise</b> anything where the bounds do not hold. What shows that they do
 * not is reported as a fault of the kind {@link Fault.Kind#SYNCHRONY_SUSPECTED}: a heartbeat that came later than Δ allows, one of a
 * suspected node, a stall of this node; a node that comes back is reported as {@link Fault.Kind#PROTOCOL_VIOLATION}. A suspicion, once
 * made, stays: whoever relies on P has acted on it.
 *
 * <p>With heartbeats every η by clocks that are off by ρ at most, two heartbeats of a live node are handled within η/(1−ρ) + Δ of real time,
 * which this node's clock shows as (1+ρ) times as much at most; that is the time-out, and ε more for the first. For the loop's thread only.
 *
 * <pre>{@code
 * PerfectFailureDetector detector = PerfectFailureDetector.over(link, Duration.ofMillis(100));
 * }</pre>
 */
public final class PerfectFailureDetector extends HeartbeatDetector {

    private static final Assumptions ASSUMES = Assumptions.of("PerfectFailureDetector")
            .network(NetworkModel.RELIABLE)
            .node(NodeModel.crashStop())
            .synchronous();

    /** Clocks show whole nanoseconds. */
    private static final long ROUNDING = 4;

    private final TimingModel.Synchronous bounds;
    private final long timeout;

    private PerfectFailureDetector(
            Stackable link, Duration interval, TimingModel.Synchronous bounds, Neighbours neighbours) {
        super(link, heartbeats(interval, bounds), neighbours, 0, timeout(interval, bounds, bounds.skew()));
        this.bounds = bounds;
        this.timeout = timeout(interval, bounds, Duration.ZERO);
    }

    /**
     * A detector for all others of the group. It sends from now on; each of them has to run one with the same interval, over a channel
     * of the same name, from the common start on.
     *
     * @param link a reliable link, which belongs to this detector from now on
     * @param interval η, at which heartbeats are sent, above zero
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is not reliable, nodes may do worse than crash and stop, or
     *     the system is not synchronous
     * @throws IllegalArgumentException if the interval is out of range
     */
    public static PerfectFailureDetector over(Stackable link, Duration interval) {
        return over(link, interval, Neighbours.all(link.environment()));
    }

    /**
     * A detector for some of the group.
     *
     * @param link a reliable link, which belongs to this detector from now on
     * @param interval η, at which heartbeats are sent, above zero
     * @param neighbours whom it watches, and to whom it sends
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is not reliable, nodes may do worse than crash and stop, or
     *     the system is not synchronous
     * @throws IllegalArgumentException if the interval is out of range, or a neighbour is not one of the others of the group
     */
    public static PerfectFailureDetector over(Stackable link, Duration interval, Neighbours neighbours) {
        ASSUMES.check(link.model());
        link.environment().requireLoop("PerfectFailureDetector.over");
        Require.aboveZero("interval", interval);
        return new PerfectFailureDetector(
                link, interval, (TimingModel.Synchronous) link.model().timing(), neighbours);
    }

    /** Timers may be late by as much as messages may take. */
    private static HeartbeatConfig heartbeats(Duration interval, TimingModel.Synchronous bounds) {
        Duration quarter = interval.dividedBy(4).plusNanos(1);
        Duration stall = bounds.delta().compareTo(quarter) > 0 ? bounds.delta() : quarter;
        return new HeartbeatConfig(interval, interval, interval, stall, ProbeConfig.none());
    }

    private static long timeout(Duration interval, TimingModel.Synchronous bounds, Duration skew) {
        double drift = bounds.drift();
        double gap = interval.toNanos() / (1 - drift) + bounds.delta().toNanos() + skew.toNanos();
        return (long) Math.ceil(gap * (1 + drift)) + ROUNDING;
    }

    /**
     * How long detection takes at most: the time-out and what a heartbeat may have needed that was sent just before the crash.
     *
     * @return in real time
     */
    public Duration bound() {
        return Duration.ofNanos((long) Math.ceil(timeout / (1 - bounds.drift())))
                .plus(bounds.delta());
    }

    @Override
    Estimator begin(Watch watch) {
        return new SilenceEstimator(timeout, 0);
    }

    /** Suspicions of P are for ever. */
    @Override
    boolean forgives(Watch watch, long now) {
        if (watch.mistakes == 0) {
            violated(watch, "it was suspected after " + Duration.ofNanos(timeout) + " of silence, and was alive");
        }
        watch.mistakes++;
        return false;
    }

    /** Two heartbeats are handled no farther apart than they were sent, and Δ: a delay that is too long shows beside the shortest. */
    @Override
    void onHeartbeat(Watch watch, HeartbeatFrame heartbeat, long now) {
        double stretch = (1 + bounds.drift()) / (1 - bounds.drift());
        double sent = stretch * (heartbeat.first() - watch.timedSent);
        long handled = now - watch.timedArrival;
        if (watch.timed
                && handled - ROUNDING
                        > sent + (1 + bounds.drift()) * bounds.delta().toNanos()) {
            violated(
                    watch,
                    "a heartbeat sent " + Duration.ofNanos(heartbeat.first() - watch.timedSent)
                            + " after another was handled " + Duration.ofNanos(handled) + " after it");
        }
        if (!watch.timed || handled <= sent) {
            watch.timed = true;
            watch.timedSent = heartbeat.first();
            watch.timedArrival = now;
        }
    }

    @Override
    void onStall(long nanos) {
        environment()
                .report(new Fault(
                        environment().self(),
                        Fault.Kind.SYNCHRONY_SUSPECTED,
                        "PerfectFailureDetector on channel '" + channel() + "': this node stood still for about "
                                + Duration.ofNanos(nanos) + ", and " + bounds + " is declared"));
    }

    /** What crashed stays crashed, whatever comes back under its name. */
    @Override
    boolean takesNewLife(Watch watch, @Nullable Peer before) {
        if (before != null && watch.stale == 0) {
            environment()
                    .report(new Fault(
                            watch.id,
                            Fault.Kind.PROTOCOL_VIOLATION,
                            "PerfectFailureDetector on channel '" + channel() + "': " + before
                                    + " came back as a later incarnation, and crash-stop nodes are declared"));
        }
        return before == null;
    }

    private void violated(Watch watch, String what) {
        environment()
                .report(new Fault(
                        watch.id,
                        Fault.Kind.SYNCHRONY_SUSPECTED,
                        "PerfectFailureDetector on channel '" + channel() + "': " + what + ", and " + bounds
                                + " is declared"));
    }
}
