package dev.strategos.detectors;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Nodes n0, n1, … in virtual time, each with a leader detector. */
final class LeaderRun {

    static final String CHANNEL = "omega";

    final List<TraceRecord> trace = new ArrayList<>();
    final List<dev.strategos.core.Fault> faults = new ArrayList<>();
    final Map<NodeId, LeaderDetector> detectors = new LinkedHashMap<>();
    final MemoryNetwork network;
    private final LeaderConfig config;

    /** The directed links that carried something since this was cleared. */
    final Set<String> used = new LinkedHashSet<>();

    LeaderRun(int nodes, long seed, FaultPlan plan, LeaderConfig config) {
        this.config = config;
        network = MemoryNetwork.builder(dev.strategos.core.Group.of(
                        IntStream.range(0, nodes).mapToObj(Cluster::node).toList()))
                .seed(seed)
                .faults(plan)
                .onFault(faults::add)
                .trace(this::record)
                .build();
    }

    LeaderRun startAll() {
        network.group().forEach(this::start);
        return this;
    }

    void start(NodeId id) {
        network.node(id).run(env -> {
            LeaderDetector detector = LeaderDetector.over(env.open(CHANNEL), config);
            detectors.put(id, detector);
            return detector;
        });
    }

    private void record(TraceRecord record) {
        TraceEvent event = record.event();
        if (event instanceof TraceEvent.Send send) {
            used.add(record.peer().id() + "→" + send.message().receiver());
        }
        if (event instanceof TraceEvent.Trust
                || event instanceof TraceEvent.Start
                || event instanceof TraceEvent.Crash) {
            trace.add(record);
        }
    }

    void runFor(double seconds) {
        network.runFor(Duration.ofNanos((long) (seconds * 1e9)));
    }

    NodeId leaderAt(int node) {
        List<NodeId> leader = new ArrayList<>();
        network.node(Cluster.node(node))
                .execute(() ->
                        leader.add(detectors.get(Cluster.node(node)).leader().orElseThrow()));
        network.runFor(Duration.ZERO);
        return leader.get(0);
    }

    DetectorProperties properties(String run) {
        return DetectorProperties.of(run, trace);
    }
}
