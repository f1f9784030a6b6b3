package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor's own pause: nobody is suspected for it, and nobody is overlooked after it. */
class StallTest {

    private static final EventuallyPerfectConfig PLAIN = new EventuallyPerfectConfig(
            HeartbeatConfig.every(Duration.ofSeconds(1)).withProbes(ProbeConfig.none()),
            ChenTimeout.of(Duration.ofMillis(250)),
            Duration.ZERO,
            Duration.ofMillis(500));

    /** One monitor, n0, and nodes that send to it alone. */
    private static Cluster star(int size, EventuallyPerfectConfig config) {
        Cluster cluster = Cluster.bare(size + 1, builder -> builder);
        List<NodeId> peers = cluster.group.others(node(0));
        cluster.start(
                node(0),
                env -> EventuallyPerfectFailureDetector.over(
                        env.open(Cluster.CHANNEL), config, new Neighbours(peers, List.of())));
        for (NodeId peer : peers) {
            cluster.start(
                    peer,
                    env -> EventuallyPerfectFailureDetector.over(
                            env.open(Cluster.CHANNEL), config, new Neighbours(List.of(), List.of(node(0)))));
        }
        return cluster;
    }

    @Test
    void aStallOfTheMonitorOfAThousandPeersSuspectsNobodyAndOverlooksNobody() {
        stall(1_000);
    }

    @Test
    void aStallOfTheMonitorOfTenPeersSuspectsNobodyAndOverlooksNobody() {
        stall(10);
    }

    private static void stall(int peers) {
        Cluster cluster = star(peers, PLAIN);
        cluster.runFor(20.9);
        cluster.network.pause(node(0), Duration.ofSeconds(5));
        cluster.network.crash(node(6));
        cluster.runFor(2);
        cluster.network.crash(node(7));
        cluster.runFor(3);
        Duration resumed = cluster.network.now();
        cluster.runFor(10);
        cluster.properties("stall").strongAccuracy();
        assertThat(cluster.suspicion(0, 6).minus(resumed)).isLessThanOrEqualTo(Duration.ofMillis(1_270));
        assertThat(cluster.suspicion(0, 7).minus(resumed)).isLessThanOrEqualTo(Duration.ofMillis(1_270));
        cluster.network.crash(node(8));
        Duration crash = cluster.network.now();
        cluster.runFor(10);
        assertThat(cluster.suspicion(0, 8).minus(crash))
                .as("detection after the stall is as fast as before")
                .isLessThanOrEqualTo(Duration.ofMillis(1_270));
        cluster.properties("stall").strongAccuracy();
    }

    @Test
    void noEstimatorIsSpoiltByItsOwnNodesStalls() {
        for (Estimation estimation : new Estimation[] {
            ChenTimeout.of(Duration.ofMillis(250)),
            BertierTimeout.defaults(),
            PhiAccrual.of(8),
            new FixedTimeout(Duration.ofMillis(1_250)),
            new GrowingTimeout(Duration.ofMillis(1_250), Duration.ofSeconds(1))
        }) {
            Cluster cluster = Cluster.of(3, PLAIN.withEstimation(estimation));
            for (int i = 0; i < 20; i++) {
                cluster.runFor(20.37);
                cluster.network.pause(node(0), Duration.ofSeconds(3 + i % 3));
                cluster.runFor(6.11);
            }
            assertThat(cluster.trace.stream()
                            .filter(record -> record.peer().id().equals(node(0)))
                            .filter(record -> record.event() instanceof dev.strategos.core.TraceEvent.Suspect))
                    .as("suspicions at the stalling node with %s", estimation)
                    .isEmpty();
            Duration crash = cluster.network.now();
            cluster.network.crash(node(1));
            cluster.runFor(60);
            assertThat(cluster.suspicion(0, 1).minus(crash))
                    .as("detection after stalls with %s", estimation)
                    .isLessThan(Duration.ofMillis(2_500));
        }
    }

    @Test
    void whatWaitedDuringAStallTeachesNothing() {
        assertThat(detectionAfterStalls(true)).isEqualTo(detectionAfterStalls(false));
    }

    /** By a node that stood still for 0.9 s now and then, or did not. */
    private static Duration detectionAfterStalls(boolean stalls) {
        Cluster cluster = Cluster.of(
                2,
                Cluster.plan().delay(DelayLaw.constant(Duration.ofMillis(10))),
                PLAIN.withEstimation(ChenTimeout.of(Duration.ofMillis(250))));
        for (int i = 0; i < 20; i++) {
            cluster.runFor(4.3);
            if (stalls) {
                cluster.network.pause(node(0), Duration.ofMillis(900));
            }
            cluster.runFor(4.7);
        }
        Duration crash = cluster.network.now();
        cluster.network.crash(node(1));
        cluster.runFor(10);
        return cluster.suspicion(0, 1).minus(crash);
    }

    @Test
    void aPeersStallIsAMistakeAndNoMore() {
        Cluster cluster = Cluster.of(2, PLAIN);
        cluster.runFor(20);
        cluster.network.pause(node(1), Duration.ofSeconds(4));
        cluster.runFor(20);
        assertThat(cluster.told).containsExactly("n0 suspects n1: SILENT", "n0 restores n1: HEARTBEAT");
    }
}
