package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.core.model.UnmetAssumptionException;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** P inside its bounds, on the edge of them, and outside. */
class PerfectFailureDetectorTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final double DRIFT = 0.01;
    private static final TimingModel BOUNDS =
            TimingModel.synchronous(Duration.ofMillis(50), DRIFT, Duration.ofMillis(30));
    private static final SystemModel MODEL = new SystemModel(NetworkModel.RELIABLE, NodeModel.crashStop(), BOUNDS);

    private static Cluster cluster(SystemModel model, FaultPlan plan) {
        return Cluster.of(
                4,
                builder -> builder.model(model).faults(plan).breakingTheModel(),
                env -> PerfectFailureDetector.over(env.open(Cluster.CHANNEL), INTERVAL));
    }

    private static FaultPlan calm() {
        return FaultPlan.builder()
                .delay(DelayLaw.uniform(Duration.ZERO, Duration.ofMillis(50)))
                .build();
    }

    /** Delays of 0 or Δ, clocks as far off as ρ allows, starts as far apart as ε: everything on the edge of its bound. */
    private static void onTheEdge(Simulation sim) {
        sim.nodes("n0", "n1", "n2", "n3").model(MODEL).faults((group, random) -> {
            FaultPlan.Builder plan = FaultPlan.builder()
                    .delay(new NoneOrAll(Duration.ofMillis(50)))
                    .reordering(random.nextInt(2))
                    .crash(Duration.ofMillis(500 + random.nextLong(2_000)), node(random.nextInt(4)));
            for (int i = 0; i < 4; i++) {
                plan.clockRate(
                        Duration.ZERO,
                        node(i),
                        random.nextBoolean() ? Math.nextDown(1 + DRIFT) : Math.nextUp(1 - DRIFT));
            }
            return plan.build();
        });
        List<Fault> faults = new ArrayList<>();
        sim.configure(builder -> builder.onFault(faults::add));
        List<Replicas<PerfectFailureDetector>> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(sim.start(env -> PerfectFailureDetector.over(env.open(Cluster.CHANNEL), INTERVAL), node(i)));
            sim.run(Duration.ofMillis(10));
        }
        sim.run(Duration.ofSeconds(4));
        DetectorProperties.of("seed " + sim.seed(), sim.trace())
                .strongAccuracy()
                .strongCompleteness()
                .completenessWithin(started.get(0).at(node(0)).bound());
        assertThat(faults).as("faults of seed %s", sim.seed()).isEmpty();
    }

    private record NoneOrAll(Duration longest) implements DelayLaw {

        @Override
        public long sample(NodeId from, NodeId to, int bytes, RandomGenerator chance) {
            return longest.toNanos() * chance.nextInt(2);
        }

        @Override
        public Optional<Duration> bound() {
            return Optional.of(longest);
        }
    }

    @SimTest(seeds = 1_000)
    void isNeverWrongInsideItsBoundsAndNeverSlow(Simulation sim) {
        onTheEdge(sim);
    }

    @Test
    void theTimeoutAllowsForTheDriftOfClocks() {
        for (long seed = 0; seed < 30; seed++) {
            Simulation sim = Simulation.of(seed);
            onTheEdge(sim);
            sim.network().close();
        }
    }

    @Test
    void theTimeoutIsNoLongerThanTheBoundsDemand() {
        Cluster cluster = cluster(MODEL, calm());
        // (100/0.99 + 50) · 1.01 = 152.5 ms by the own clock, 154.1 ms of real time if that is slow, and Δ.
        assertThat(((PerfectFailureDetector) cluster.at(0)).bound())
                .isBetween(Duration.ofMillis(204), Duration.ofMillis(205));
    }

    @Test
    void aHeartbeatThatIsTooLateIsReportedAndTheSuspicionStays() {
        Cluster cluster = cluster(MODEL, calm());
        cluster.runFor(1);
        assertThat(cluster.faults).isEmpty();
        cluster.network.pause(node(2), Duration.ofMillis(400));
        cluster.runFor(2);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(2));
        assertThat(cluster.faults)
                .filteredOn(fault -> node(2).equals(fault.who()))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.SYNCHRONY_SUSPECTED))
                .anySatisfy(fault -> assertThat(fault.evidence()).contains("and was alive", "Δ=PT0.05S"));
    }

    @Test
    void aDelayAboveItsBoundIsReportedEvenIfNobodyIsSuspected() {
        long[] frames = new long[1];
        // 0, 22, 44 and 66 ms in turn, each for a round of heartbeats.
        FaultPlan slow = FaultPlan.builder()
                .delay((from, to, bytes, random) -> 22_000_000L * (frames[0]++ / 12 % 4))
                .build();
        Cluster cluster = cluster(MODEL, slow);
        cluster.runFor(2);
        cluster.properties("slow").strongAccuracy();
        assertThat(cluster.faults)
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.evidence()).contains("was handled"));
    }

    @Test
    void theMonitorsOwnStallIsReportedAndSuspectsNobody() {
        Cluster cluster = cluster(MODEL, calm());
        cluster.runFor(1.05);
        cluster.network.pause(node(0), Duration.ofMillis(900));
        cluster.runFor(1);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        assertThat(cluster.faults).anySatisfy(fault -> {
            assertThat(fault.who()).isEqualTo(node(0));
            assertThat(fault.evidence()).contains("this node stood still");
        });
    }

    @Test
    void whatComesBackIsReportedAndStaysSuspected() {
        Cluster cluster = cluster(MODEL, calm());
        cluster.runFor(1);
        cluster.network.crash(node(3));
        cluster.runFor(1);
        cluster.network.recover(node(3));
        cluster.runFor(1);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(3));
        assertThat(cluster.faults).hasSize(3).allSatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL_VIOLATION);
            assertThat(fault.evidence()).contains("n3#1 came back");
        });
    }

    @Test
    void isRefusedByNameWhereItsAssumptionsDoNotHold() {
        refused(MODEL.withNetwork(NetworkModel.FAIR_LOSS), "a reliable network");
        refused(new SystemModel(NetworkModel.RELIABLE, NodeModel.crashRecovery(), BOUNDS), "crash-stop nodes");
        refused(
                new SystemModel(NetworkModel.RELIABLE, NodeModel.crashStop(), TimingModel.partiallySynchronous()),
                "a synchronous system with stated bounds");
    }

    private static void refused(SystemModel model, String assumption) {
        assertThatThrownBy(() -> cluster(model, FaultPlan.none()))
                .isInstanceOf(UnmetAssumptionException.class)
                .hasMessageContaining("PerfectFailureDetector assumes " + assumption);
    }
}
