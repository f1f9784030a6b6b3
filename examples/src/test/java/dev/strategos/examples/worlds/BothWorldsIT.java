package dev.strategos.examples.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.TraceRecord;
import dev.strategos.examples.process.Loopback;
import dev.strategos.testkit.adversary.FaultyLink;
import dev.strategos.testkit.adversary.InterceptedChannels;
import dev.strategos.testkit.properties.LinkProperties;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import dev.strategos.testkit.trace.CausalTrace;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program, {@link Letters}, in the simulator and over TCP with TLS, and the same properties of both traces. */
class BothWorldsIT {

    private static final Group GROUP = Group.named("alice", "bob", "carol");
    private static final int ALL = GROUP.size() * (GROUP.size() - 1) * Letters.EACH;

    @SimTest(seeds = 100)
    void inTheSimulator(Simulation sim) {
        Replicas<Letters> letters = sim.nodes("alice", "bob", "carol")
                .faults(FaultPlan.builder()
                        .loss(0.2)
                        .duplication(0.2)
                        .reordering(0.3)
                        .delay(DelayLaw.exponential(Duration.ofMillis(1), Duration.ofMillis(2)))
                        .build())
                .start(Letters::new);
        sim.await(
                "all letters come",
                Duration.ofMinutes(1),
                () -> letters.all().stream().allMatch(Letters::isDone));
        requireFifo("seed " + sim.seed(), sim.trace());
    }

    @Test
    void overTcp(@TempDir Path scratch) {
        DevelopmentCa authority = DevelopmentCa.create("both worlds");
        Map<NodeId, InetSocketAddress> addresses = Loopback.freeAddresses(GROUP);
        Queue<TraceRecord> trace = new ConcurrentLinkedQueue<>();
        // TCP loses nothing by itself, so frames are lost above it; the program cannot tell.
        Program<Letters> program = InterceptedChannels.of(
                Letters::new,
                wire -> FaultyLink.over(wire, wire.environment().random())
                        .losing(0.2)
                        .repeating(0.2)
                        .reordering(0.3));
        List<NettyNode> nodes = new ArrayList<>();
        try {
            List<Letters> letters = new ArrayList<>();
            for (NodeId id : GROUP) {
                PemFiles pem = authority.issue(id).writePem(scratch);
                NettyNode node = NettyNode.start(NettyConfig.builder(id)
                        .cluster("both-worlds")
                        .group(GROUP)
                        .tls(TlsConfig.pem(pem.certificateChain(), pem.privateKey(), pem.trust()))
                        .listen(addresses.get(id))
                        .addresses(addresses::get)
                        .trace(trace::add)
                        .build());
                nodes.add(node);
                letters.add(node.run(program));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> letters.stream().allMatch(Letters::isDone));
        } finally {
            nodes.forEach(NettyNode::close);
        }
        // Each node told its own part: put together, what was sent comes before what arrived.
        requireFifo("over TCP", CausalTrace.of(List.copyOf(trace)).records());
    }

    /** What a FIFO link promises (Cachin, Guerraoui, Rodrigues, sections 2.4.4 and 3.9). */
    private static void requireFifo(String run, List<TraceRecord> trace) {
        LinkProperties fifo = LinkProperties.of(run, trace, Letters.CHANNEL, "fifo")
                .noCreation()
                .noDuplication()
                .fifoDelivery();
        assertThat(fifo.delivered()).as(run).isEqualTo(ALL);
    }
}
