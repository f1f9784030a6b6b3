package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** ◊P with each estimator: chaos until a time of stabilisation, then a network that keeps bounds which nobody knows. */
class EventuallyPerfectSimulationTest {

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
    private static DelayLaw delays(Simulation sim) {
        return (from, to, bytes, random) -> sim.network().now().compareTo(STABLE) >= 0
                ? 400_000_000L * random.nextInt(2)
                : random.nextLong(3_000_000_000L);
    }

    /** Cuts, partitions, pauses, crashes, and clocks that drift and jump; after it clocks are off by a thousandth at most. */
    private static FaultPlan chaos(Simulation sim, RandomGenerator random) {
        FaultPlan.Builder plan = FaultPlan.builder().delay(delays(sim)).duplication(0.1);
        for (int i = 0; i < NODES; i++) {
            plan.clockRate(Duration.ZERO, node(i), 0.7 + random.nextDouble(0.6));
            plan.clockRate(STABLE, node(i), 1 + (random.nextDouble() - 0.5) / 500);
        }
        for (int i = 0; i < 8; i++) {
            Duration at = Duration.ofMillis(random.nextLong(STABLE.toMillis()));
            int index = random.nextInt(NODES);
            NodeId one = node(index);
            NodeId other = node((index + 1 + random.nextInt(NODES - 1)) % NODES);
            switch (random.nextInt(7)) {
                case 0 -> plan.cut(at, List.of(one), List.of(other));
                case 1 -> plan.partition(at, List.of(node(0), node(1)), List.of(node(2), node(3)));
                case 2 -> plan.pause(at, one, Duration.ofMillis(1 + random.nextLong(4_000)));
                case 3 -> plan.heal(at);
                case 4 -> plan.clockRate(at, one, 0.5 + random.nextDouble(1.5));
                case 5 -> plan.clockJump(at, one, Duration.ofMillis(1 + random.nextLong(5_000)));
                default -> plan.crash(at, one).recover(at.plusMillis(random.nextLong(5_000)), one);
            }
        }
        plan.heal(STABLE);
        if (random.nextBoolean()) {
            plan.crash(Duration.ofSeconds(1 + random.nextLong(60)), node(random.nextInt(NODES)));
        }
        return plan.build();
    }

    private static DetectorProperties run(Simulation sim) {
        sim.nodes("n0", "n1", "n2", "n3").faults((group, random) -> chaos(sim, random));
        sim.start(env -> Cluster.detector(env, config(sim.seed())));
        sim.run(END);
        return DetectorProperties.of("seed " + sim.seed(), sim.trace());
    }

    private static Map<String, Integer> mistakesAfterStabilisation(Simulation sim) {
        Map<String, Integer> mistakes = new LinkedHashMap<>();
        for (TraceRecord record : sim.trace()) {
            if (record.event() instanceof TraceEvent.Restore restore && record.nanos() > STABLE.toNanos()) {
                mistakes.merge(record.peer().id() + " about " + restore.peer(), 1, Integer::sum);
            }
        }
        return mistakes;
    }

    @SimTest(seeds = 1_000)
    void everyEstimatorIsEventuallyPerfectUnderTheGrowingMargin(Simulation sim) {
        run(sim).strongCompleteness().eventualStrongAccuracy(END);
        assertThat(mistakesAfterStabilisation(sim).values())
                .as("seed %s: mistakes of one node about another", sim.seed())
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MISTAKES));
    }

    @Test
    void thereIsSomethingToLearnFrom() {
        long mistakes = 0;
        for (long seed = 0; seed < 20; seed++) {
            Simulation sim = Simulation.of(seed);
            mistakes += run(sim).falseSuspicions();
            sim.network().close();
        }
        assertThat(mistakes)
                .as("mistakes on 20 seeds before the end of learning")
                .isGreaterThan(100);
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
