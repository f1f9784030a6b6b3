package dev.strategos.benchmarks.simulator;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages on bare wires: each that arrives sends one on. */
final class BareNetwork implements Measure {

    private static final Duration SLICE = Duration.ofMillis(1);

    private static final Duration SETTLING = Duration.ofMillis(50);

    private final long events;
    private @Nullable MemoryNetwork network;

    BareNetwork(long events) {
        this.events = events;
    }

    @Override
    public String label() {
        return "bare";
    }

    @Override
    public String unit() {
        return "events";
    }

    @Override
    public double goal() {
        return 10e6;
    }

    /** Starts all nodes, which are told of each other, and lets the messages spread over time. */
    @Override
    public void prepare() {
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 0; i < Load.NODES; i++) {
            nodes.add(NodeId.of("n" + i));
        }
        MemoryNetwork built = MemoryNetwork.builder(Group.of(nodes))
                .seed(1)
                .faults(FaultPlan.builder().delay(Load.delays()).build())
                .build();
        for (NodeId node : nodes) {
            Forwarder forwarder = built.node(node).run(Forwarder::new);
            built.node(node).execute(() -> forwarder.send(Load.IN_FLIGHT / Load.NODES));
        }
        built.runFor(SETTLING);
        network = built;
    }

    @Override
    public long run() {
        MemoryNetwork running = network;
        if (running == null) {
            throw new IllegalStateException("prepare was not called");
        }
        long before = running.events();
        while (running.events() - before < events) {
            running.runFor(SLICE);
        }
        network = null;
        return running.events() - before;
    }

    private static final class Forwarder {

        private final Lane[] neighbours;
        private final ByteBuffer message = ByteBuffer.allocate(Long.BYTES);
        private int next;

        Forwarder(Environment env) {
            Wire wire = env.open("bare");
            wire.onDeliver((from, message) -> forward(message.getLong()));
            int self = env.group().rank(env.self());
            neighbours = new Lane[Load.NEIGHBOURS];
            for (int i = 0; i < Load.NEIGHBOURS; i++) {
                neighbours[i] = wire.to(env.group().member(Load.neighbour(self, i)));
            }
        }

        void send(int messages) {
            for (int i = 0; i < messages; i++) {
                forward(0);
            }
        }

        private void forward(long hops) {
            if (!neighbours[next].offer(message.putLong(0, hops + 1))) {
                throw new IllegalStateException("the wire has no room");
            }
            next = (next + 1) % neighbours.length;
        }
    }
}
