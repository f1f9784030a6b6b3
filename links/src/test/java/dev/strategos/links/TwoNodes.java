package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes a and b in virtual time, one millisecond apart, for tests of one rung. */
final class TwoNodes {

    static final Group GROUP = Group.named("a", "b");
    static final NodeId A = NodeId.of("a");
    static final NodeId B = NodeId.of("b");
    static final String CHANNEL = "test";

    final List<Fault> faults = new ArrayList<>();
    final MemoryNetwork network;

    TwoNodes() {
        this(FaultPlan.builder());
    }

    TwoNodes(FaultPlan.Builder plan) {
        network = MemoryNetwork.builder(GROUP)
                .seed(1)
                .faults(plan.delay(DelayLaw.constant(Duration.ofMillis(1))).build())
                .onFault(faults::add)
                .build();
    }

    Node a() {
        return network.node(A);
    }

    Node b() {
        return network.node(B);
    }

    /** Runs an action on a's loop, now. */
    void atA(Runnable action) {
        a().execute(action);
        network.runFor(Duration.ZERO);
    }

    static ReliableLink reliable(Environment env, ReliableConfig config) {
        return ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), config);
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
