package dev.strategos.testkit.properties;

import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.List;

/** Traces written by hand, an event at a time. */
final class Traces {

    final List<TraceRecord> records = new ArrayList<>();

    static NodeId node(String name) {
        return NodeId.of(name);
    }

    static Peer peer(String name) {
        return new Peer(node(name), new Incarnation(1));
    }

    Traces event(String node, TraceEvent event) {
        records.add(new TraceRecord(peer(node), records.size(), records.size(), event));
        return this;
    }

    Traces decide(String node, String value) {
        return event(node, new TraceEvent.Decide("om", "1", value));
    }

    Traces crash(String node) {
        return event(node, new TraceEvent.Crash());
    }

    /** A broadcast to a, b and c. */
    Traces broadcast(String origin, long number) {
        for (String member : List.of("a", "b", "c")) {
            event(
                    origin,
                    new TraceEvent.Send("news", "broadcast", new MessageId(peer(origin), node(member), number), 1));
        }
        return this;
    }

    Traces deliver(String node, String origin, long number) {
        return event(
                node, new TraceEvent.Deliver("news", "broadcast", new MessageId(peer(origin), node(node), number), 1));
    }
}
