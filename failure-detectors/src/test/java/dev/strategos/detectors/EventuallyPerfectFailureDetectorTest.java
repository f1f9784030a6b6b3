package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.core.model.UnmetAssumptionException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventuallyPerfectFailureDetectorTest {

    private static final EventuallyPerfectConfig CONFIG = EventuallyPerfectConfig.defaults();

    /** η + α + delays + four probes of η/16. */
    private static final Duration BOUND = Duration.ofMillis(1_000 + 250 + 20 + 250);

    @Test
    void suspectsACrashedNodeWithinTheBoundAndNobodyElse() {
        Cluster cluster = Cluster.of(4, CONFIG);
        cluster.runFor(100.3);
        cluster.network.crash(node(2));
        cluster.runFor(10);
        cluster.properties("crash").strongAccuracy().strongCompleteness().completenessWithin(BOUND);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(2));
        assertThat(cluster.view(0, 2).suspected()).isTrue();
        assertThat(cluster.view(0, 1).suspected()).isFalse();
        assertThat(cluster.told).contains("n0 suspects n2: UNANSWERED");
        assertThat(cluster.at(0).monitored()).containsExactly(node(1), node(2), node(3));
        assertThatThrownBy(() -> cluster.view(0, 0)).hasMessageContaining("peer: must be one of [n1, n2, n3]");
    }

    @Test
    void suspectsANodeThatNeverStarts() {
        Cluster cluster = Cluster.bare(2, builder -> builder);
        cluster.start(node(0), env -> Cluster.detector(env, CONFIG));
        cluster.runFor(9.9);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        cluster.runFor(0.2);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        cluster.start(node(1), env -> Cluster.detector(env, CONFIG));
        cluster.runFor(2);
        assertThat(cluster.told).containsExactly("n0 suspects n1: NEVER_HEARD_OF", "n0 restores n1: FIRST_CONTACT");
        assertThat(cluster.view(0, 1).mistakes()).isZero();
    }

    @Test
    void trustsARestartedNodeAnewAndTellsSo() {
        Cluster cluster = Cluster.of(2, CONFIG);
        cluster.runFor(10);
        cluster.network.crash(node(1));
        cluster.runFor(10);
        cluster.network.recover(node(1));
        cluster.runFor(2);
        assertThat(cluster.told)
                .containsExactly(
                        "n0 suspects n1: UNANSWERED", "n0 restores n1: NEW_INCARNATION", "n0 sees n1#1 as n1#2");
        PeerView view = cluster.view(0, 1);
        assertThat(view.mistakes()).isZero();
        assertThat(view.margin()).isZero();
        assertThat(view.incarnation().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void seesARestartThatWasTooShortToBeSuspected() {
        Cluster cluster = Cluster.of(2, CONFIG);
        cluster.runFor(10);
        cluster.network.crash(node(1));
        cluster.network.recover(node(1));
        cluster.runFor(2);
        assertThat(cluster.told).containsExactly("n0 sees n1#1 as n1#2");
    }

    @Test
    void theMarginGrowsWithEachMistakeAndOutlivesRestarts() {
        Cluster cluster = Cluster.of(2, CONFIG);
        cluster.runFor(10);
        for (int mistakes = 1; mistakes <= 3; mistakes++) {
            cluster.network.partition(List.of(node(0)), List.of(node(1)));
            cluster.runFor(20);
            cluster.network.heal();
            cluster.runFor(10);
            assertThat(cluster.view(0, 1).mistakes()).isEqualTo(mistakes);
            assertThat(cluster.view(0, 1).margin()).isEqualTo(Duration.ofMillis(500L * mistakes));
        }
        cluster.network.crash(node(1));
        cluster.runFor(20);
        cluster.network.recover(node(1));
        cluster.runFor(20);
        assertThat(cluster.view(0, 1).incarnation().orElseThrow().number()).isEqualTo(2);
        assertThat(cluster.view(0, 1).margin()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void aLostHeartbeatIsAskedAboutBeforeItIsASuspicion() {
        FaultRuns runs = new FaultRuns(0.05);
        assertThat(runs.mistakes(2)).isLessThan(runs.mistakes(0) / 10);
        assertThat(runs.mistakes(0)).isGreaterThan(50);
    }

    private record FaultRuns(double loss) {
        long mistakes(int probes) {
            // A margin that hardly grows, so that what is seen is the probes' doing.
            EventuallyPerfectConfig config = new EventuallyPerfectConfig(
                    CONFIG.heartbeat().withProbes(new ProbeConfig(probes, Duration.ofMillis(125))),
                    CONFIG.estimation(),
                    Duration.ZERO,
                    Duration.ofNanos(1));
            Cluster cluster = Cluster.of(2, Cluster.plan().loss(loss), config);
            cluster.runFor(3_000);
            return cluster.properties("loss").falseSuspicions();
        }
    }

    @Test
    void aPartitionOneWayIsSeenAtOneEndOnly() {
        Cluster cluster = Cluster.of(3, CONFIG);
        cluster.runFor(10);
        cluster.network.apply(new dev.strategos.transport.memory.FaultAction.Cut(List.of(node(0)), List.of(node(1))));
        cluster.runFor(20);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        assertThat(cluster.suspectsOf(1)).containsExactly(node(0));
        assertThat(cluster.suspectsOf(2)).isEmpty();
        cluster.network.heal();
        cluster.runFor(2);
        assertThat(cluster.suspectsOf(1)).isEmpty();
    }

    @Test
    void noStormWhenANetworkHeals() {
        int nodes = 20;
        Cluster cluster = Cluster.of(nodes, CONFIG);
        cluster.runFor(30);
        cluster.network.partition(
                cluster.group.members().subList(0, 10), cluster.group.members().subList(10, nodes));
        cluster.runFor(60);
        cluster.sent.clear();
        cluster.network.heal();
        cluster.runFor(10);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        // Ten heartbeats to each of 19 peers in ten seconds, and no more than one frame per peer on top.
        assertThat(cluster.sent.values())
                .allSatisfy(frames -> assertThat(frames).isLessThanOrEqualTo(11L * 19));
    }

    @Test
    void oneLongOutageDoesNotPoisonDetection() {
        Duration normal = detectionAfterOutage(Duration.ZERO);
        assertThat(detectionAfterOutage(Duration.ofMinutes(5))).isLessThan(normal.multipliedBy(2));
    }

    private Duration detectionAfterOutage(Duration outage) {
        Cluster cluster = Cluster.of(2, CONFIG);
        cluster.runFor(600.01);
        cluster.network.partition(List.of(node(0)), List.of(node(1)));
        cluster.runFor(outage);
        cluster.network.heal();
        cluster.runFor(10);
        Duration crash = cluster.network.now();
        cluster.network.crash(node(1));
        cluster.runFor(400);
        return cluster.suspicion(0, 1).minus(crash);
    }

    @Test
    void stopsWhenTold() {
        Cluster cluster = Cluster.of(2, CONFIG);
        cluster.runFor(5);
        cluster.on(1, () -> cluster.at(1).stop());
        cluster.sent.clear();
        cluster.runFor(10);
        assertThat(cluster.sent).doesNotContainKey(node(1));
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        assertThat(cluster.suspectsOf(1)).isEmpty();
    }

    @Test
    void bytesThatDecodeToNothingAreAFaultOfTheirSender() {
        Cluster cluster = Cluster.bare(2, builder -> builder);
        cluster.start(node(0), env -> Cluster.detector(env, CONFIG));
        Wire wire = cluster.network.node(node(1)).run(env -> env.open(Cluster.CHANNEL));
        for (byte[] bytes : new byte[][] {
            {}, {0}, {5, 0, 0, 0, 0, 0, 0, 0, 1}, {1, 0, 0, 0, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 0, 0, 0, 0}, new byte[25]
        }) {
            cluster.on(1, () -> wire.send(node(0), ByteBuffer.wrap(bytes)));
        }
        cluster.runFor(1);
        assertThat(cluster.faults).hasSize(6).allSatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE);
            assertThat(fault.who()).isEqualTo(node(1));
        });
        assertThat(cluster.view(0, 1).incarnation()).isEmpty();
    }

    @Test
    void refusesALinkOrTimingThatIsTooWeakByName() {
        SystemModel asynchronous =
                new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.asynchronous());
        SystemModel arbitrary =
                new SystemModel(NetworkModel.ARBITRARY, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());
        assertThatThrownBy(() ->
                        Cluster.of(2, builder -> builder.model(asynchronous), env -> Cluster.detector(env, CONFIG)))
                .isInstanceOf(UnmetAssumptionException.class)
                .hasMessageContaining("EventuallyPerfectFailureDetector assumes partially synchronous timing");
        assertThatThrownBy(
                        () -> Cluster.of(2, builder -> builder.model(arbitrary), env -> Cluster.detector(env, CONFIG)))
                .isInstanceOf(UnmetAssumptionException.class)
                .hasMessageContaining("fair-loss");
    }

    @Test
    void settingsAreCheckedByName() {
        HeartbeatConfig heartbeat = CONFIG.heartbeat();
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> HeartbeatConfig.every(Duration.ZERO)).hasMessageContaining("interval");
        assertThatThrownBy(() -> new HeartbeatConfig(second, second.plusNanos(1), second, second, ProbeConfig.none()))
                .hasMessageContaining("minInterval: must be at most the interval PT1S");
        assertThatThrownBy(() -> new HeartbeatConfig(second, second, second.minusNanos(1), second, ProbeConfig.none()))
                .hasMessageContaining("firstContact: must be at least the interval");
        assertThatThrownBy(() -> new HeartbeatConfig(second, second, second, Duration.ZERO, ProbeConfig.none()))
                .hasMessageContaining("stall");
        assertThatThrownBy(() -> new ProbeConfig(17, second)).hasMessageContaining("count: must be within 0 to 16");
        assertThatThrownBy(
                        () -> new EventuallyPerfectConfig(heartbeat, CONFIG.estimation(), Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("step: must be above zero");
        assertThatThrownBy(
                        () -> new EventuallyPerfectConfig(heartbeat, CONFIG.estimation(), Duration.ofNanos(-1), second))
                .hasMessageContaining("margin");
    }
}
