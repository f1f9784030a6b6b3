package dev.strategos.testkit.trace;

import dev.strategos.core.DropReason;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Traces by hand. Times are milliseconds. */
final class TraceBuilder {

    private final List<TraceRecord> records = new ArrayList<>();
    private final Map<Peer, Long> next = new LinkedHashMap<>();

    TraceRecord at(long millis, Peer who, TraceEvent event) {
        TraceRecord record =
                new TraceRecord(who, next.merge(who, 1L, Long::sum) - 1, Math.multiplyExact(millis, 1_000_000), event);
        records.add(record);
        return record;
    }

    TraceRecord send(long millis, Peer from, Peer to, long number) {
        return at(millis, from, new TraceEvent.Send("orders", "wire", id(from, to, number), 17));
    }

    TraceRecord deliver(long millis, Peer from, Peer to, long number) {
        return at(millis, to, new TraceEvent.Deliver("orders", "wire", id(from, to, number), 17));
    }

    TraceRecord drop(long millis, Peer where, Peer from, Peer to, long number, DropReason reason) {
        return at(millis, where, new TraceEvent.Drop("orders", "wire", id(from, to, number), reason));
    }

    List<TraceRecord> records() {
        return List.copyOf(records);
    }

    static Peer peer(String name) {
        return peer(name, 1);
    }

    static Peer peer(String name, long life) {
        return new Peer(NodeId.of(name), new Incarnation(life));
    }

    static MessageId id(Peer from, Peer to, long number) {
        return new MessageId(from, to.id(), number);
    }
}
