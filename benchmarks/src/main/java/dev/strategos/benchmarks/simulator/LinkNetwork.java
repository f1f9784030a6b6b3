package dev.strategos.benchmarks.simulator;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.testkit.properties.LinkProperties;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Messages over the ladder up to FIFO, with the trace on and the links' properties checked at the end. */
final class LinkNetwork implements Measure {

    private static final String CHANNEL = "links";
    private static final Group GROUP = Group.named("a", "b", "c", "d", "e");
    private static final int PER_NEIGHBOUR = 10;

    private final long events;

    LinkNetwork(long events) {
        this.events = events;
    }

    @Override
    public String label() {
        return "fifo-links";
    }

    @Override
    public String unit() {
        return "events";
    }

    @Override
    public double goal() {
        return 2e6;
    }

    @Override
    public long run() {
        List<TraceRecord> trace = new ArrayList<>();
        long done;
        try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(1)
                .faults(FaultPlan.builder()
                        .delay(DelayLaw.uniform(Duration.ofMillis(1), Duration.ofMillis(3)))
                        .build())
                .trace(trace::add)
                .build()) {
            GROUP.forEach(node -> network.node(node).run(LinkNetwork::echo));
            while (network.events() < events) {
                network.runFor(Duration.ofMillis(10));
            }
            done = network.events();
        }
        LinkProperties.of("benchmark", trace, CHANNEL, "fifo")
                .noCreation()
                .noDuplication()
                .fifoDelivery();
        return done;
    }

    /** Sends some messages to each other node, and back whatever arrives. */
    private static FifoLink echo(Environment env) {
        FifoLink link =
                FifoLink.over(ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), ReliableConfig.defaults()));
        link.onDeliver((from, message) -> link.send(from.id(), message));
        env.atEndOfTurn(() -> {
            for (NodeId other : env.group().others(env.self())) {
                for (int i = 0; i < PER_NEIGHBOUR; i++) {
                    link.send(other, ByteBuffer.allocate(Long.BYTES));
                }
            }
        });
        return link;
    }
}
