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

/**
 * One minute of five nodes, for many seeds: each node sends a message to each other every second over the ladder up to FIFO, while
 * messages are lost, repeated and overtaken, the network is parted for ten seconds, and one node is down for five. The links' properties
 * are checked.
 */
final class ManySeeds implements Measure {

    private static final String CHANNEL = "seeds";
    private static final Group GROUP = Group.named("a", "b", "c", "d", "e");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final NodeId VICTIM = GROUP.member(1);

    private static final FaultPlan FAULTS = FaultPlan.builder()
            .loss(0.1)
            .duplication(0.05)
            .reordering(0.1)
            .delay(DelayLaw.logNormal(Duration.ofMillis(5), 0.5))
            .partition(
                    Duration.ofSeconds(20),
                    GROUP.members().subList(0, 2),
                    GROUP.members().subList(2, 5))
            .heal(Duration.ofSeconds(30))
            .crash(Duration.ofSeconds(40), VICTIM)
            .recover(Duration.ofSeconds(45), VICTIM)
            .build();

    private final int seeds;

    ManySeeds(int seeds) {
        this.seeds = seeds;
    }

    @Override
    public String label() {
        return "many-seeds";
    }

    @Override
    public String unit() {
        return "seeds";
    }

    /** A thousand in ten seconds. */
    @Override
    public double goal() {
        return 100;
    }

    @Override
    public long run() {
        for (int seed = 0; seed < seeds; seed++) {
            List<TraceRecord> trace = new ArrayList<>();
            try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                    .seed(seed)
                    .faults(FAULTS)
                    .trace(trace::add)
                    .build()) {
                GROUP.forEach(node -> network.node(node).run(ManySeeds::chatter));
                network.runFor(MINUTE);
            }
            LinkProperties.of("seed " + seed, trace, CHANNEL, "fifo")
                    .noCreation()
                    .noDuplication()
                    .fifoDelivery();
        }
        return seeds;
    }

    private static FifoLink chatter(Environment env) {
        FifoLink link =
                FifoLink.over(ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), ReliableConfig.defaults()));
        link.onDeliver((from, message) -> {});
        speak(env, link);
        return link;
    }

    private static void speak(Environment env, FifoLink link) {
        env.schedule(EVERY, () -> {
            for (NodeId other : env.group().others(env.self())) {
                link.send(other, ByteBuffer.allocate(Long.BYTES));
            }
            speak(env, link);
        });
    }
}
