package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** ◊P with each estimator: chaos until a time of stabilisation, then a network that keeps bounds which nobody knows. */
class EventuallyPerfectSimulationTest {

    private static final int SEEDS = 1_000;
    private static final int NODES = 4;
    private static final Duration STABLE = Duration.ofSeconds(25);
    private static final Duration END = Duration.ofSeconds(70);

    /** Gaps are below 1.5 s in the end, and the margin grows by half a second: three mistakes teach all, and one may be under way. */
    private static final int MISTAKES = 4;

    private static final List<Estimation> ESTIMATIONS = List.of(
            ChenTimeout.of(Duration.ofMillis(100)),
            new GrowingTimeout(Duration.ofMillis(900), Duration.ofMillis(200)),
            BertierTimeout.defaults(),
            PhiAccrual.of(2),
            new FixedTimeout(Duration.ofMillis(700)));

    /** Far too short for the network: mistakes are sure, and have to end. */
    private static EventuallyPerfectConfig config(long seed) {
        HeartbeatConfig heartbeat = HeartbeatConfig.every(Duration.ofSeconds(1));
        return new EventuallyPerfectConfig(
                seed % 2 == 0 ? heartbeat : heartbeat.withProbes(ProbeConfig.none()),
                ESTIMATIONS.get((int) (seed % ESTIMATIONS.size())),
                Duration.ZERO,
                Duration.ofMillis(500));
    }

    /** Up to three seconds on the way in the chaos; none or 0.4 s later, so that the longest gap comes often and is soon learned. */
    private static DelayLaw delays(List<MemoryNetwork> network) {
        return (from, to, bytes, random) -> {
            boolean stable = network.isEmpty() || network.get(0).now().compareTo(STABLE) >= 0;
            return stable ? 400_000_000L * random.nextInt(2) : random.nextLong(3_000_000_000L);
        };
    }

    private static FaultPlan.Builder chaos(RandomGenerator random, List<MemoryNetwork> network) {
        FaultPlan.Builder plan = FaultPlan.builder().delay(delays(network)).duplication(0.1);
        for (int i = 0; i < 6; i++) {
            Duration at = Duration.ofMillis(random.nextLong(STABLE.toMillis()));
            int index = random.nextInt(NODES);
            NodeId one = node(index);
            NodeId other = node((index + 1 + random.nextInt(NODES - 1)) % NODES);
            switch (random.nextInt(5)) {
                case 0 -> plan.cut(at, List.of(one), List.of(other));
                case 1 -> plan.partition(at, List.of(node(0), node(1)), List.of(node(2), node(3)));
                case 2 -> plan.pause(at, one, Duration.ofMillis(1 + random.nextLong(4_000)));
                case 3 -> plan.heal(at);
                default -> plan.crash(at, one).recover(at.plusMillis(random.nextLong(5_000)), one);
            }
        }
        plan.heal(STABLE);
        if (random.nextBoolean()) {
            plan.at(Duration.ofSeconds(1 + random.nextLong(60)), new FaultAction.Crash(node(random.nextInt(NODES))));
        }
        return plan;
    }

    private static Cluster run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MemoryNetwork> network = new ArrayList<>();
        FaultPlan plan = chaos(random, network).build();
        Cluster cluster = Cluster.bare(NODES, builder -> builder.seed(seed).faults(plan));
        network.add(cluster.network);
        for (int i = 0; i < NODES; i++) {
            double rate = 1 + (random.nextDouble() - 0.5) / 500;
            cluster.start(node(i), env -> Cluster.detector(DriftingNode.of(env, rate), config(seed)));
        }
        cluster.runFor(END);
        return cluster;
    }

    private static Map<String, Integer> mistakesAfterStabilisation(Cluster cluster) {
        Map<String, Integer> mistakes = new LinkedHashMap<>();
        for (TraceRecord record : cluster.trace) {
            if (record.event() instanceof TraceEvent.Restore restore && record.nanos() > STABLE.toNanos()) {
                mistakes.merge(record.peer().id() + " about " + restore.peer(), 1, Integer::sum);
            }
        }
        return mistakes;
    }

    @Test
    void everyEstimatorIsEventuallyPerfectUnderTheGrowingMargin() {
        long mistakes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Cluster cluster = run(seed);
            mistakes += cluster.properties("seed " + seed)
                    .strongCompleteness()
                    .eventualStrongAccuracy(END)
                    .falseSuspicions();
            assertThat(mistakesAfterStabilisation(cluster).values())
                    .as("seed %s: mistakes of one node about another", seed)
                    .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MISTAKES));
        }
        assertThat(mistakes)
                .as("mistakes on all seeds before the end of learning")
                .isGreaterThan(5L * SEEDS);
    }

    @Test
    void mistakesAreFiniteOnATraceWithAGapOfThirtySecondsEvery300Beats() {
        for (Estimation estimation : ESTIMATIONS) {
            Cluster cluster = Cluster.of(
                    2,
                    new EventuallyPerfectConfig(
                            HeartbeatConfig.every(Duration.ofSeconds(1)).withProbes(ProbeConfig.none()),
                            estimation,
                            Duration.ZERO,
                            Duration.ofSeconds(1)));
            for (int gap = 0; gap < 60; gap++) {
                cluster.runFor(300);
                cluster.network.pause(node(1), Duration.ofSeconds(30));
            }
            cluster.runFor(100);
            long mistakes = cluster.view(0, 1).mistakes();
            assertThat(mistakes).as("mistakes with %s", estimation).isBetween(5L, 31L);
            cluster.properties("gaps").eventualStrongAccuracy(Duration.ofSeconds(33 * 330));
        }
    }
}
