package dev.strategos.detectors;

import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A detector that meets a demanded quality of service (Chen, Toueg, Aguilera, <i>On the quality of service of failure detectors</i>, IEEE
 * Transactions on Computers 51(5), 2002): it calculates from the network's loss and delays how often each peer has to send, asks for that,
 * and suspects by Chen's NFD-E with what is left of the detection time.
 *
 * <p><b>Assumes</b> a fair-loss link whose losses and delays are independent of each other and have the stated or measured distribution.
 * <b>Promises</b> on such a network that a crash is suspected within T<sub>D</sub><sup>U</sup>, and that mistakes are T<sub>MR</sub><sup>L</sup>
 * apart and last T<sub>M</sub><sup>U</sup> on average. Loss and delays are measured for each peer and the plan is revised as they change;
 * what cannot be met is told, and so is a measured quality that breaks the contract. <b>Does not promise</b> to be eventually perfect: it
 * learns nothing from mistakes and goes on making as many as the contract allows; for ◊P take {@link
 * EventuallyPerfectFailureDetector}.
 *
 * <p>Each of the others has to run a detector too, of any kind that sends heartbeats at the interval asked of it. For the loop's thread
 * only.
 *
 * <pre>{@code
 * ContractFailureDetector detector = ContractFailureDetector.over(
 *         FairLossLink.over(env.open("detector")),
 *         ContractConfig.measuring(
 *                 new DetectionContract(Duration.ofSeconds(3), Duration.ofDays(1), Duration.ofSeconds(5))));
 * }</pre>
 */
public final class ContractFailureDetector extends HeartbeatDetector {

    private static final Assumptions ASSUMES =
            Assumptions.of("ContractFailureDetector").network(NetworkModel.FAIR_LOSS);
    private static final int WINDOW = 1_000;

    private final ContractConfig config;
    private final QualityMeter meter;
    private final Map<NodeId, ContractTerms> terms = new LinkedHashMap<>();
    private ContractListener listener = new ContractListener() {};

    private ContractFailureDetector(
            Stackable link, ContractConfig config, Neighbours neighbours, Optional<HeartbeatPlan> plan) {
        super(
                link,
                heartbeats(config, plan),
                neighbours,
                0,
                config.contract().detection().toNanos() * 3);
        this.config = config;
        for (NodeId peer : monitored()) {
            ContractTerms made = new ContractTerms();
            made.plan = plan.orElse(null);
            terms.put(peer, made);
        }
        this.meter = QualityMeter.of(this, environment());
        onSuspicion(new Verdict());
    }

    /**
     * A detector for all others of the group.
     *
     * @param link a fair-loss link, which belongs to this detector from now on
     * @param config its settings
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary
     * @throws InfeasibleContractException if the network is said to be known, and no interval would do on it
     */
    public static ContractFailureDetector over(Stackable link, ContractConfig config) {
        return over(link, config, Neighbours.all(link.environment()));
    }

    /**
     * A detector for some of the group.
     *
     * @param link a fair-loss link, which belongs to this detector from now on
     * @param config its settings
     * @param neighbours whom it watches, and to whom it sends
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary
     * @throws InfeasibleContractException if the network is said to be known, and no interval would do on it
     * @throws IllegalArgumentException if a neighbour is not one of the others of the group
     */
    public static ContractFailureDetector over(Stackable link, ContractConfig config, Neighbours neighbours) {
        ASSUMES.check(link.model());
        link.environment().requireLoop("ContractFailureDetector.over");
        Optional<HeartbeatPlan> plan = config.known().flatMap(config::plan);
        if (config.known().isPresent() && plan.isEmpty()) {
            throw new InfeasibleContractException(config.contract() + " is infeasible with intervals of at least "
                    + config.minInterval() + " on " + config.known().get());
        }
        return new ContractFailureDetector(link, config, neighbours, plan);
    }

    /** Until something is known, four heartbeats in a detection time. */
    private static HeartbeatConfig heartbeats(ContractConfig config, Optional<HeartbeatPlan> plan) {
        Duration first = config.contract().detection().dividedBy(4);
        Duration interval = plan.map(HeartbeatPlan::interval).orElse(first);
        return new HeartbeatConfig(
                interval, config.minInterval(), interval.multipliedBy(10), first, ProbeConfig.none());
    }

    /**
     * Says who is told how the contract is kept.
     *
     * @param listener takes the place of an earlier one
     */
    public void onContract(ContractListener listener) {
        environment().requireLoop("ContractFailureDetector.onContract");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * The plan in force for a peer.
     *
     * @param peer a monitored node
     * @return empty as long as the network is not known well enough
     * @throws IllegalArgumentException if the node is not monitored
     */
    public Optional<HeartbeatPlan> plan(NodeId peer) {
        environment().requireLoop("ContractFailureDetector.plan");
        return Optional.ofNullable(terms(monitored(peer)).plan);
    }

    /**
     * The quality measured so far.
     *
     * @return the meter of this detector
     */
    public QualityMeter meter() {
        return meter;
    }

    private ContractTerms terms(Watch watch) {
        return Objects.requireNonNull(terms.get(watch.id));
    }

    @Override
    Estimator begin(Watch watch) {
        ContractTerms of = terms(watch);
        ChenEstimator estimator = new ChenEstimator(WINDOW, alpha(of, watch.announced), watch.announced);
        of.estimator = estimator;
        of.restart(watch, now());
        return estimator;
    }

    /** What is left of the detection time when a heartbeat is an interval old and has been under way. */
    private long alpha(ContractTerms of, long interval) {
        Duration mean = config.known().map(KnownNetwork::mean).orElse(of.mean());
        return Math.max(0, config.contract().detection().toNanos() - interval - mean.toNanos());
    }

    @Override
    boolean forgives(Watch watch, long now) {
        return true;
    }

    @Override
    void onHeartbeat(Watch watch, HeartbeatFrame heartbeat, long now) {
        ContractTerms of = terms(watch);
        if (of.isReviewDue(watch, now, config.review().toNanos())) {
            review(watch, of);
        }
        if (config.known().isEmpty() && of.isQuestionDue()) {
            of.asked(watch.nextSequence, now);
            sender().probe(watch, now);
        }
        HeartbeatPlan plan = of.plan;
        if (plan != null && !of.isFollowed(heartbeat.second())) {
            sender().request(watch, plan.interval().toNanos(), now);
        }
        Objects.requireNonNull(of.estimator).setAlpha(alpha(of, heartbeat.second()));
    }

    private void review(Watch watch, ContractTerms of) {
        judge(watch.id);
        if (config.known().isPresent() || !of.isMeasured()) {
            return;
        }
        Optional<HeartbeatPlan> found = config.plan(of.loss(), of.mean(), of.deviation());
        if (found.isEmpty() && !of.infeasible) {
            listener.onInfeasible(
                    watch.id,
                    config.contract() + " is infeasible at loss " + of.loss() + " and delays of " + of.mean() + " ± "
                            + of.deviation());
        }
        of.infeasible = found.isEmpty();
        HeartbeatPlan plan = found.orElse(new HeartbeatPlan(
                config.minInterval(), config.contract().detection().minus(config.minInterval())));
        if (of.isNews(plan)) {
            of.plan = plan;
            listener.onPlan(watch.id, plan);
        }
    }

    @Override
    void onAnswer(Watch watch, long probe, long now) {
        terms(watch).answered(probe, now);
    }

    private void judge(NodeId peer) {
        ContractTerms of = Objects.requireNonNull(terms.get(peer));
        Quality measured = meter.quality(peer);
        String why = Breach.of(config.contract(), measured);
        if (!why.isEmpty() && !of.breached) {
            listener.onBreach(peer, measured, why);
        }
        of.breached = !why.isEmpty();
    }

    /** Looks at the contract whenever a mistake has become known. */
    private final class Verdict implements SuspicionListener {

        @Override
        public void onRestore(Suspicion suspicion) {
            judge(suspicion.peer());
        }
    }
}
