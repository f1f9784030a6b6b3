package dev.strategos.testkit.trace;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs in which everything happens that a trace can tell of, from a seed. */
final class RandomTraces {

    static final List<String> NODES = List.of("a", "b", "c", "n-4.cluster");
    private static final Group GROUP = Group.named(NODES.toArray(String[]::new));

    private RandomTraces() {}

    static List<TraceRecord> of(long seed, Duration length) {
        return noted(seed, length, new ArrayList<>()).records();
    }

    /** The same, with what the messages said. */
    static MessageNotes noted(long seed, Duration length, List<String> said) {
        MessageNotes notes = new MessageNotes();
        NodeId a = GROUP.member(0);
        NodeId b = GROUP.member(1);
        NodeId c = GROUP.member(2);
        FaultPlan faults = FaultPlan.builder()
                .loss(0.1)
                .duplication(0.1)
                .reordering(0.3)
                .delay(DelayLaw.logNormal(Duration.ofMillis(3), 0.7))
                .partition(Duration.ofMillis(60), List.of(a), List.of(b, c))
                .heal(Duration.ofMillis(90))
                .cut(Duration.ofMillis(100), List.of(c), List.of(a))
                .crash(Duration.ofMillis(120), b)
                .recover(Duration.ofMillis(150), b)
                .heal(Duration.ofMillis(160))
                .pause(Duration.ofMillis(170), c, Duration.ofMillis(15))
                .build();
        try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(seed)
                .faults(faults)
                .trace(notes)
                .build()) {
            network.group().forEach(node -> network.node(node).run(env -> chatter(env, notes, said)));
            network.runFor(length);
        }
        return notes;
    }

    private static Stackable chatter(Environment env, MessageNotes notes, List<String> said) {
        Stackable link = notes.over(env.open("chatter"), Codec.utf8());
        link.onDeliver((from, message) -> {});
        speak(env, link, said, 1);
        return link;
    }

    private static void speak(Environment env, Stackable link, List<String> said, int turn) {
        env.schedule(Duration.ofNanos(1 + env.random().nextInt(6_000_000)), () -> {
            List<NodeId> others = env.group().others(env.self());
            NodeId other = others.get(env.random().nextInt(others.size()));
            String text = "word " + turn + " of " + env.self();
            said.add(text);
            link.offer(other, Codec.utf8().encode(text));
            switch (env.random().nextInt(12)) {
                case 0 -> env.tracer().trace(new TraceEvent.Suspect(other));
                case 1 -> env.tracer().trace(new TraceEvent.Restore(other));
                case 2 -> env.tracer().trace(new TraceEvent.Round("om", "i1", turn));
                case 3 -> env.tracer().trace(new TraceEvent.Decide("om", "i1", "attack; #1 \"now\""));
                case 4 -> env.report(new Fault(other, Fault.Kind.PROTOCOL_VIOLATION, "two\nlines\u2028three <b>"));
                case 5 -> env.tracer().trace(new TraceEvent.Trust(other));
                case 6 -> env.tracer().trace(new TraceEvent.Input("order " + turn));
                default -> {}
            }
            speak(env, link, said, turn + 1);
        });
    }
}
