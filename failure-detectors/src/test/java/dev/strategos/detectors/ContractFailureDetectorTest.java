package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContractFailureDetectorTest {

    private static final DetectionContract CONTRACT =
            new DetectionContract(Duration.ofSeconds(4), Duration.ofHours(1), Duration.ofSeconds(5));

    private final List<String> told = new ArrayList<>();

    private Cluster cluster(ContractConfig config, FaultPlan.Builder plan) {
        return Cluster.of(
                2, builder -> builder.seed(3).faults(plan.reordering(1).build()), env -> {
                    ContractFailureDetector detector = ContractFailureDetector.over(env.open(Cluster.CHANNEL), config);
                    detector.onContract(new ContractListener() {
                        @Override
                        public void onPlan(NodeId peer, HeartbeatPlan plan) {
                            told.add(env.self() + " plans " + peer);
                        }

                        @Override
                        public void onInfeasible(NodeId peer, String why) {
                            told.add(env.self() + " gives up " + why);
                        }

                        @Override
                        public void onBreach(NodeId peer, Quality measured, String why) {
                            told.add(env.self() + " breached: " + why);
                        }
                    });
                    return detector;
                });
    }

    private static FaultPlan.Builder network(double loss, long meanMillis) {
        return FaultPlan.builder().loss(loss).delay(DelayLaw.exponential(Duration.ZERO, Duration.ofMillis(meanMillis)));
    }

    private static Quality quality(Cluster cluster) {
        return cluster.ask(
                0, detector -> ((ContractFailureDetector) detector).meter().quality());
    }

    private static HeartbeatPlan plan(Cluster cluster) {
        return found(cluster).orElseThrow();
    }

    private static Optional<HeartbeatPlan> found(Cluster cluster) {
        return cluster.ask(0, detector -> ((ContractFailureDetector) detector).plan(node(1)));
    }

    @Test
    void meetsItsContractOnAKnownNetwork() {
        KnownNetwork network =
                new KnownNetwork(0.1, Duration.ofMillis(50), DelayDistribution.exponential(Duration.ofMillis(50)));
        Cluster cluster = cluster(ContractConfig.knowing(CONTRACT, network), network(0.1, 50));
        assertThat(plan(cluster).interval()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_400));
        cluster.runFor(Duration.ofHours(100));
        Quality quality = quality(cluster);
        assertThat(quality.recurrence().samples()).isGreaterThan(10);
        assertThat(quality.recurrence().high()).isGreaterThan(3_600);
        assertThat(quality.duration().low()).isLessThan(5);
        Duration crash = cluster.network.now();
        cluster.network.crash(node(1));
        cluster.runFor(20);
        assertThat(cluster.suspicion(0, 1).minus(crash)).isLessThanOrEqualTo(Duration.ofMillis(4_200));
        assertThat(told).isEmpty();
    }

    @Test
    void measuresTheNetworkAndAsksForTheIntervalThatItTakes() {
        Cluster cluster = cluster(ContractConfig.measuring(CONTRACT), network(0.02, 20));
        assertThat(found(cluster)).isEmpty();
        cluster.runFor(Duration.ofHours(2));
        assertThat(told).contains("n0 plans n1", "n1 plans n0");
        Duration calm = plan(cluster).interval();
        assertThat(calm).isBetween(Duration.ofMillis(900), Duration.ofMillis(2_100));
        cluster.sent.clear();
        cluster.runFor(Duration.ofHours(1));
        assertThat(cluster.sent.get(node(1)))
                .as("frames in an hour at an interval of %s or so", calm)
                .isBetween(3_600L * 10 / 21, 3_600L * 10 / 8);
        assertThat(told).noneMatch(line -> line.contains("breached") || line.contains("gives up"));
    }

    @Test
    void asksForMoreWhenTheNetworkGetsWorse() {
        List<dev.strategos.transport.memory.MemoryNetwork> network = new ArrayList<>();
        FaultPlan.Builder plan = FaultPlan.builder().loss(0.02).delay((from, to, bytes, random) -> {
            boolean bad = !network.isEmpty() && network.get(0).now().toHours() >= 2;
            return (long) (-Math.log(1 - random.nextDouble()) * (bad ? 400e6 : 20e6));
        });
        Cluster cluster = cluster(ContractConfig.measuring(CONTRACT), plan);
        network.add(cluster.network);
        cluster.runFor(Duration.ofHours(2));
        Duration calm = plan(cluster).interval();
        cluster.runFor(Duration.ofHours(2));
        assertThat(plan(cluster).interval()).isLessThan(calm.multipliedBy(3).dividedBy(4));
    }

    @Test
    void saysWhatIsInfeasible() {
        KnownNetwork slow =
                new KnownNetwork(0.97, Duration.ofSeconds(3), DelayDistribution.exponential(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> cluster(ContractConfig.knowing(CONTRACT, slow), network(0.97, 3_000)))
                .isInstanceOf(InfeasibleContractException.class)
                .hasMessageContaining("detection=PT4S");
        Cluster cluster = cluster(ContractConfig.measuring(CONTRACT), network(0.3, 3_000));
        cluster.runFor(Duration.ofHours(1));
        assertThat(told).anyMatch(line -> line.startsWith("n0 gives up DetectionContract[detection=PT4S"));
        assertThat(plan(cluster).interval()).isBetween(Duration.ofMillis(40), Duration.ofMillis(42));
    }

    @Test
    void tellsWhenTheMeasuredQualityBreaksTheContract() {
        KnownNetwork promised =
                new KnownNetwork(0.001, Duration.ofMillis(20), DelayDistribution.exponential(Duration.ofMillis(20)));
        Cluster cluster = cluster(ContractConfig.knowing(CONTRACT, promised), network(0.3, 20));
        cluster.runFor(Duration.ofHours(5));
        assertThat(told).filteredOn(line -> line.startsWith("n0 breached:")).hasSize(1);
    }

    @Test
    void breachesAreToldFromBadLuck() {
        assertThat(Breach.atLeast(1, 0.01)).isCloseTo(1 - Math.exp(-0.01), within(1e-12));
        assertThat(Breach.atLeast(2, 0.01)).isCloseTo(1 - Math.exp(-0.01) * 1.01, within(1e-12));
        assertThat(Breach.atLeast(30, 10)).isCloseTo(2.5e-7, within(5e-8));
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() ->
                        new ContractConfig(CONTRACT, Optional.empty(), Duration.ofMillis(1_001), Duration.ofSeconds(1)))
                .hasMessageContaining("minInterval: must be at most a quarter of the detection time PT4S");
        assertThatThrownBy(() -> new KnownNetwork(1, Duration.ZERO, seconds -> 0))
                .hasMessageContaining("loss");
    }
}
