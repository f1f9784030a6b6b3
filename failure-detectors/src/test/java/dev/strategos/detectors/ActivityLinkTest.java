package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.FaultAction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Application traffic as heartbeats. */
class ActivityLinkTest {

    private static final EventuallyPerfectConfig CONFIG = EventuallyPerfectConfig.defaults();

    private final Map<Environment, Stackable> links = new LinkedHashMap<>();
    private final Map<Environment, Wire> detectorWires = new LinkedHashMap<>();
    private final List<String> delivered = new ArrayList<>();
    private final Cluster cluster = Cluster.of(2, builder -> builder, env -> {
        Wire wire = env.open(Cluster.CHANNEL);
        detectorWires.put(env, wire);
        FailureDetector detector = EventuallyPerfectFailureDetector.over(wire, CONFIG);
        Stackable link = ActivityLink.over(env.open("orders"), detector);
        link.onDeliver((from, message) -> delivered.add(env.self() + " from " + from));
        links.put(env, link);
        return detector;
    });

    private void send(int from, int to) {
        cluster.on(
                from,
                () -> links.get(cluster.environments.get(node(from))).send(node(to), ByteBuffer.wrap(new byte[] {1})));
    }

    private long heartbeatsOf(int node) {
        List<Long> count = new ArrayList<>();
        cluster.on(
                node,
                () -> count.add(detectorWires
                        .get(cluster.environments.get(node(node)))
                        .to(node(1 - node))
                        .stats()
                        .sent()));
        return count.get(0);
    }

    @Test
    void trafficStandsForHeartbeatsAndSuppressesThem() {
        cluster.runFor(10.5);
        long before = heartbeatsOf(1);
        assertThat(before).isBetween(9L, 13L);
        for (int i = 0; i < 100; i++) {
            send(1, 0);
            cluster.runFor(0.5);
        }
        assertThat(heartbeatsOf(1) - before).as("heartbeats beside traffic").isLessThanOrEqualTo(1);
        assertThat(heartbeatsOf(0)).as("heartbeats of the silent node").isGreaterThan(50);
        assertThat(delivered).hasSize(100).containsOnly("n0 from n1#1");
        cluster.runFor(20);
        cluster.properties("traffic").strongAccuracy();
        assertThat(heartbeatsOf(1) - before).as("heartbeats after the traffic").isBetween(18L, 22L);
    }

    @Test
    void aCrashAmidTrafficIsSuspectedWithinTheUsualBound() {
        cluster.runFor(10);
        for (int i = 0; i < 100; i++) {
            send(1, 0);
            cluster.runFor(0.1);
        }
        cluster.network.crash(node(1));
        cluster.runFor(10);
        cluster.properties("traffic").completenessWithin(Duration.ofMillis(1_520));
    }

    @Test
    void trafficAloneKeepsTrust() {
        cluster.runFor(10);
        cluster.on(1, () -> cluster.at(1).stop());
        for (int i = 0; i < 100; i++) {
            send(1, 0);
            cluster.runFor(0.5);
        }
        assertThat(cluster.suspectsOf(0)).isEmpty();
        cluster.runFor(5);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        send(1, 0);
        cluster.runFor(0.05);
        assertThat(cluster.suspectsOf(0))
                .as("traffic, which may be a repetition, does not end a suspicion: an answer does")
                .containsExactly(node(1));
    }

    @Test
    void aSuspectedPeerThatSendsTrafficIsAskedAndTrustedForItsAnswer() {
        cluster.runFor(10);
        cluster.network.apply(new FaultAction.Cut(List.of(node(1)), List.of(node(0))));
        cluster.runFor(10);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        cluster.network.heal();
        for (int i = 0; i < 30; i++) {
            send(1, 0);
            cluster.runFor(0.1);
        }
        assertThat(cluster.suspectsOf(0)).isEmpty();
        assertThat(cluster.told).contains("n0 restores n1: ANSWER");
    }

    @Test
    void abandonedClaimsAreNoTraffic() {
        cluster.runFor(10.5);
        long before = heartbeatsOf(1);
        for (int i = 0; i < 100; i++) {
            cluster.on(1, () -> {
                Stackable link = links.get(cluster.environments.get(node(1)));
                link.claim(node(0), 1);
                link.abandon();
            });
            cluster.runFor(0.1);
        }
        assertThat(heartbeatsOf(1) - before).isBetween(9L, 11L);
    }

    @Test
    void lanesCountToo() {
        cluster.runFor(10.5);
        long before = heartbeatsOf(1);
        for (int i = 0; i < 50; i++) {
            cluster.on(
                    1,
                    () -> links.get(cluster.environments.get(node(1)))
                            .to(node(0))
                            .offer(ByteBuffer.wrap(new byte[] {1})));
            cluster.runFor(0.2);
        }
        assertThat(heartbeatsOf(1) - before).isLessThanOrEqualTo(1);
        assertThat(links.get(cluster.environments.get(node(1)))
                        .to(node(0))
                        .stats()
                        .sent())
                .isEqualTo(50);
    }
}
