package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many frames beside the data go over the wire. */
class AcknowledgementsTest {

    private static final int MESSAGES = 50_000;

    private final List<Wire> wires = new ArrayList<>();
    private int received;

    private ReliableLink load(Environment env, NodeId other, int bytes, boolean sends) {
        Wire wire = env.open(TwoNodes.CHANNEL);
        wires.add(wire);
        ReliableLink link = ReliableLink.over(FairLossLink.over(wire), ReliableConfig.defaults());
        link.onDeliver((from, message) -> received++);
        ByteBuffer message = ByteBuffer.allocate(bytes);
        Runnable more = new Runnable() {
            private int left = sends ? MESSAGES : 0;

            @Override
            public void run() {
                for (; left > 0; left--) {
                    if (!link.offer(other, message)) {
                        link.to(other).whenReady(this);
                        return;
                    }
                }
            }
        };
        more.run();
        return link;
    }

    private long frames(TwoNodes nodes) {
        long[] sent = new long[1];
        nodes.a().execute(() -> sent[0] += wires.get(0).to(B).stats().sent());
        nodes.b().execute(() -> sent[0] += wires.get(1).to(A).stats().sent());
        nodes.network.runFor(Duration.ZERO);
        return sent[0];
    }

    @Test
    void areFewWhenBothEndsSend() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(env -> load(env, B, 10, true));
        nodes.b().run(env -> load(env, A, 10, true));
        nodes.network.runFor(Duration.ofMinutes(1));
        assertThat(received).isEqualTo(2 * MESSAGES);
        assertThat(frames(nodes) - received).isBetween(0L, received / 100L);
    }

    @Test
    void areFewBesideGapsToo() {
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().loss(0.01));
        nodes.a().run(env -> load(env, B, 10, true));
        nodes.b().run(env -> load(env, A, 10, false));
        nodes.network.runFor(Duration.ofMinutes(1));
        assertThat(received).isEqualTo(MESSAGES);
        long[] told = new long[1];
        nodes.b().execute(() -> told[0] = wires.get(1).to(A).stats().sent());
        nodes.network.runFor(Duration.ZERO);
        assertThat(told[0]).isBetween(1L, received / 10L);
    }

    @Test
    void comeBeforeTheSenderHasToStopForThem() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(env -> load(env, B, 1 << 16, true));
        nodes.b().run(env -> load(env, A, 0, false));
        // 64 messages fill the window's bytes, and a quarter of them is acknowledged at once: no window waits for the
        // delay of 5 ms.
        nodes.network.runFor(Duration.ofMillis(2 * (MESSAGES / 64 + 10)));
        assertThat(received).isEqualTo(MESSAGES);
        assertThat(frames(nodes) - received).isBetween(1L, received / 10L);
    }
}
