package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Nodes n0, n1, … in virtual time, each with a detector for all others. */
final class Cluster {

    static final String CHANNEL = "detector";

    final List<TraceRecord> trace = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final Map<NodeId, FailureDetector> detectors = new LinkedHashMap<>();
    final Map<NodeId, Environment> environments = new LinkedHashMap<>();
    final Group group;
    final MemoryNetwork network;

    /** Frames sent on the wire, by sender. */
    final Map<NodeId, Long> sent = new LinkedHashMap<>();

    private Cluster(int nodes, UnaryOperator<MemoryNetworkBuilder> settings) {
        group = Group.of(IntStream.range(0, nodes).mapToObj(Cluster::node).toList());
        network = settings.apply(MemoryNetwork.builder(group).seed(1).faults(plan().build()))
                .onFault(faults::add)
                .trace(this::record)
                .build();
    }

    private void record(TraceRecord record) {
        if (record.event() instanceof TraceEvent.Send) {
            sent.merge(record.peer().id(), 1L, Long::sum);
        }
        if (!(record.event() instanceof TraceEvent.Send
                || record.event() instanceof TraceEvent.Deliver
                || record.event() instanceof TraceEvent.TimerFired
                || record.event() instanceof TraceEvent.Drop
                || record.event() instanceof TraceEvent.Duplicate)) {
            trace.add(record);
        }
    }

    static NodeId node(int index) {
        return NodeId.of("n" + index);
    }

    /** Ten to twenty milliseconds of delay, and nothing else goes wrong. */
    static FaultPlan.Builder plan() {
        return FaultPlan.builder().delay(DelayLaw.uniform(Duration.ofMillis(10), Duration.ofMillis(20)));
    }

    static Cluster bare(int nodes, UnaryOperator<MemoryNetworkBuilder> settings) {
        return new Cluster(nodes, settings);
    }

    static Cluster of(
            int nodes, UnaryOperator<MemoryNetworkBuilder> settings, Function<Environment, FailureDetector> detector) {
        Cluster cluster = new Cluster(nodes, settings);
        for (NodeId id : cluster.group) {
            cluster.start(id, detector);
        }
        return cluster;
    }

    static Cluster of(int nodes, FaultPlan.Builder plan, EventuallyPerfectConfig config) {
        return of(nodes, builder -> builder.faults(plan.build()), env -> detector(env, config));
    }

    static Cluster of(int nodes, EventuallyPerfectConfig config) {
        return of(nodes, plan(), config);
    }

    static FailureDetector detector(Environment env, EventuallyPerfectConfig config) {
        return EventuallyPerfectFailureDetector.over(env.open(CHANNEL), config);
    }

    void start(NodeId id, Function<Environment, FailureDetector> detector) {
        Program<FailureDetector> program = env -> {
            FailureDetector made = detector.apply(env);
            made.onSuspicion(new Told(env));
            detectors.put(id, made);
            environments.put(id, env);
            return made;
        };
        network.node(id).run(program);
    }

    FailureDetector at(int node) {
        return detectors.get(node(node));
    }

    /** Runs something on a node's loop, now. */
    void on(int node, Runnable action) {
        network.node(node(node)).execute(action);
        network.runFor(Duration.ZERO);
    }

    <T> T ask(int node, Function<FailureDetector, T> question) {
        List<T> answers = new ArrayList<>();
        on(node, () -> answers.add(question.apply(at(node))));
        return answers.get(0);
    }

    List<NodeId> suspectsOf(int node) {
        return ask(node, FailureDetector::suspects);
    }

    PeerView view(int node, int peer) {
        return ask(node, detector -> detector.view(node(peer)));
    }

    void runFor(Duration time) {
        network.runFor(time);
    }

    void runFor(double seconds) {
        network.runFor(Duration.ofNanos((long) (seconds * 1e9)));
    }

    DetectorProperties properties(String run) {
        return DetectorProperties.of(run, trace);
    }

    /** When a node began to suspect another for the last time. */
    Duration suspicion(int monitor, int peer) {
        return trace.stream()
                .filter(record -> record.peer().id().equals(node(monitor))
                        && record.event() instanceof TraceEvent.Suspect suspect
                        && suspect.peer().equals(node(peer)))
                .map(record -> Duration.ofNanos(record.nanos()))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(node(monitor) + " never suspected " + node(peer)));
    }

    private final class Told implements SuspicionListener {

        private final Environment env;

        Told(Environment env) {
            this.env = env;
        }

        @Override
        public void onSuspect(Suspicion suspicion) {
            told.add(env.self() + " suspects " + suspicion.peer() + ": " + suspicion.reason());
        }

        @Override
        public void onRestore(Suspicion suspicion) {
            told.add(env.self() + " restores " + suspicion.peer() + ": " + suspicion.reason());
        }

        @Override
        public void onRestart(dev.strategos.core.Peer old, dev.strategos.core.Peer now) {
            told.add(env.self() + " sees " + old + " as " + now);
        }
    }
}
