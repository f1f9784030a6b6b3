package dev.strategos.detectors.swim;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Members n0, n1, … in virtual time. */
final class SwimRun {

    static final String CHANNEL = "swim";

    final List<TraceRecord> trace = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final Map<NodeId, SwimFailureDetector> detectors = new LinkedHashMap<>();
    final MemoryNetwork network;
    long frames;

    SwimRun(int members, long seed, FaultPlan.Builder plan, SwimConfig config) {
        network = MemoryNetwork.builder(Group.of(
                        IntStream.range(0, members).mapToObj(SwimRun::node).toList()))
                .seed(seed)
                .faults(plan.build())
                .onFault(faults::add)
                .trace(this::record)
                .build();
        for (NodeId id : network.group()) {
            network.node(id).run(env -> {
                SwimFailureDetector detector = SwimFailureDetector.over(env.open(CHANNEL), config);
                detectors.put(id, detector);
                return detector;
            });
        }
    }

    static NodeId node(int index) {
        return NodeId.of("n" + index);
    }

    private void record(TraceRecord record) {
        TraceEvent event = record.event();
        if (event instanceof TraceEvent.Send) {
            frames++;
        } else if (event instanceof TraceEvent.Suspect
                || event instanceof TraceEvent.Restore
                || event instanceof TraceEvent.Start
                || event instanceof TraceEvent.Crash) {
            trace.add(record);
        }
    }

    void runFor(double seconds) {
        network.runFor(Duration.ofNanos((long) (seconds * 1e9)));
    }

    <T> T ask(int member, Function<SwimFailureDetector, T> question) {
        List<T> answers = new ArrayList<>();
        network.node(node(member)).execute(() -> answers.add(question.apply(detectors.get(node(member)))));
        network.runFor(Duration.ZERO);
        return answers.get(0);
    }

    DetectorProperties properties(String run) {
        return DetectorProperties.of(run, trace);
    }
}
