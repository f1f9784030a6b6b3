package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Peer;
import dev.strategos.core.Wire;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames of another time: repeated by the network, or of a life that is over. */
class StaleHeartbeatsTest {

    private dev.strategos.core.Delivery handler;
    private final Cluster cluster = Cluster.bare(2, builder -> builder);

    StaleHeartbeatsTest() {
        cluster.start(node(0), this::tapped);
    }

    /** A detector whose frames this test delivers. */
    private FailureDetector tapped(Environment env) {
        Wire wire = env.open(Cluster.CHANNEL);
        InvocationHandler tap = (proxy, method, arguments) -> {
            if (method.getName().equals("onDeliver")) {
                handler = (dev.strategos.core.Delivery) arguments[0];
                return null;
            }
            return method.invoke(wire, arguments);
        };
        Wire tapped = (Wire) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Wire.class}, tap);
        return EventuallyPerfectFailureDetector.over(tapped, EventuallyPerfectConfig.defaults());
    }

    private void heartbeat(long life, long sequence) {
        HeartbeatFrame frame =
                new HeartbeatFrame(HeartbeatFrame.Kind.HEARTBEAT, sequence, sequence * 1_000_000_000L, 1_000_000_000L);
        deliver(life, frame);
    }

    private void deliver(long life, HeartbeatFrame frame) {
        ByteBuffer bytes = ByteBuffer.allocate(frame.kind().bytes());
        frame.write(bytes);
        cluster.on(0, () -> handler.deliver(new Peer(node(1), new Incarnation(life)), bytes.flip()));
    }

    private void beats(long life, int count) {
        for (int i = 1; i <= count; i++) {
            heartbeat(life, i);
            cluster.runFor(1);
        }
    }

    @Test
    void whatTheNetworkRepeatsRevivesNobody() {
        beats(1, 20);
        cluster.runFor(5);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        for (HeartbeatFrame.Kind kind : HeartbeatFrame.Kind.values()) {
            deliver(1, new HeartbeatFrame(kind, 20, 1, 1_000_000_000L));
            deliver(1, new HeartbeatFrame(kind, 7, 1, 1_000_000_000L));
        }
        cluster.runFor(Duration.ZERO);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        assertThat(cluster.view(0, 1).stale()).isEqualTo(8);
        heartbeat(1, 21);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        assertThat(cluster.view(0, 1).mistakes()).isEqualTo(1);
    }

    @Test
    void whatTheNetworkRepeatsDoesNotPutASuspicionOff() {
        beats(1, 20);
        List<Double> at = new ArrayList<>();
        for (int i = 0; i < 30 && at.isEmpty(); i++) {
            heartbeat(1, 20);
            cluster.runFor(0.1);
            if (!cluster.suspectsOf(0).isEmpty()) {
                at.add(i / 10.0);
            }
        }
        assertThat(at).hasSize(1);
        assertThat(at.get(0)).isLessThan(0.6);
    }

    @Test
    void anEarlierLifesHeartbeatsDoNotReviveALaterOne() {
        beats(1, 10);
        beats(3, 10);
        cluster.runFor(5);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        heartbeat(1, 1_000);
        heartbeat(2, 1_000);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        assertThat(cluster.view(0, 1).incarnation().orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void aLaterLifeIsCountedFromItsOwnBeginning() {
        beats(1, 100);
        beats(2, 3);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        cluster.runFor(3);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        heartbeat(1, 101);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        heartbeat(3, 1);
        assertThat(cluster.suspectsOf(0)).isEmpty();
        assertThat(cluster.view(0, 1).mistakes())
                .as("the second life did crash")
                .isZero();
    }

    @Test
    void anEarlierLifesTrafficIsNoSignOfLife() {
        beats(2, 20);
        cluster.runFor(5);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        cluster.sent.clear();
        cluster.on(0, () -> cluster.at(0).heardFrom(new Peer(node(1), new Incarnation(1))));
        cluster.runFor(0.01);
        assertThat(cluster.suspectsOf(0)).containsExactly(node(1));
        assertThat(cluster.sent).as("questions").isEmpty();
    }
}
