package dev.strategos.benchmarks.byzantine;

import com.sun.management.ThreadMXBean;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.transport.memory.MemoryNetwork;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A squad in memory, in virtual time, in one thread: all that a run costs is that thread's time. */
final class MemoryField {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final Duration LEAD = Duration.ofMillis(10);

    private final Squad squad;
    private final Duration perInstance;
    private final Map<NodeId, Part> parts = new LinkedHashMap<>();
    private final MemoryNetwork network;
    private long counter;
    private int decisions;

    /**
     * What instances took.
     *
     * @param cpuNanos of the thread, for each instance
     * @param wallNanos for each instance
     * @param allocatedBytes for each instance
     * @param counters of all generals and instances together
     */
    record Cost(double cpuNanos, double wallNanos, double allocatedBytes, Counters counters) {}

    MemoryField(Squad squad) {
        this(squad, squad.group().member(0), link -> link);
    }

    /** With a traitor, whose link is changed. */
    MemoryField(Squad squad, NodeId traitor, UnaryOperator<Stackable> treason) {
        this.squad = squad;
        this.network = MemoryNetwork.builder(squad.group())
                .model(new SystemModel(NetworkModel.RELIABLE, squad.nodes(), squad.timing()))
                .maxFrameBytes(16 << 20)
                .maxBytesUnderWay(256L << 20)
                .build();
        for (NodeId id : squad.group()) {
            network.node(id).run(env -> {
                Stackable wire = env.open("generals");
                Part part = squad.contender().build(id.equals(traitor) ? treason.apply(wire) : wire, squad);
                parts.put(id, part);
                return part;
            });
        }
        int rounds = 4 * (squad.faults() + 2);
        this.perInstance =
                LEAD.plus(squad.timing().delta().plus(squad.timing().skew()).multipliedBy(rounds));
    }

    /** Runs instances one after the other; all must decide, unless a traitor is there. */
    Cost run(int instances) {
        Counters before = counters();
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < instances; i++) {
            decisions = 0;
            once();
            if (decisions < squad.group().size() - squad.faults()) {
                throw new IllegalStateException(squad.contender().label() + ": only " + decisions + " decided");
            }
        }
        Counters after = counters();
        return new Cost(
                (double) (THREADS.getCurrentThreadCpuTime() - cpu) / instances,
                (double) (System.nanoTime() - wall) / instances,
                (double) (THREADS.getThreadAllocatedBytes(thread) - allocated) / instances,
                minus(after, before));
    }

    private void once() {
        InstanceId instance = new InstanceId(squad.group().member(0), ++counter);
        Duration start = network.now().plus(LEAD);
        parts.forEach((id, part) -> network.node(id)
                .execute(() -> part.begin(instance, network.clockReading(id, start), () -> decisions++)));
        network.runFor(perInstance);
    }

    private Counters counters() {
        return parts.values().stream().map(Part::counters).reduce(Counters.ZERO, Counters::plus);
    }

    private static Counters minus(Counters a, Counters b) {
        return new Counters(
                a.logicalMessages() - b.logicalMessages(),
                a.physicalMessages() - b.physicalMessages(),
                a.bytes() - b.bytes(),
                a.signatures() - b.signatures(),
                a.verifications() - b.verifications(),
                a.rounds() - b.rounds());
    }

    void close() {
        network.close();
    }
}
