package dev.strategos.testkit.trace;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records in an order in which causes come first, and what follows from it: numbers instead of names, for traces of any length. */
final class CausalOrder {

    private final List<TraceRecord> records;
    private final List<EventFields> fields;
    private final List<NodeId> nodes;
    private final int[] node;
    /** Which event of its node it is, from 1. */
    private final int[] position;

    /** Per event about a message, its sending; -1 for others, and where it is not in the trace. */
    private final int[] sending;

    /** The sending of what arrived with this event. */
    private final int[] cause;

    private final Map<Peer, Map<Long, Integer>> places = new LinkedHashMap<>();

    private CausalOrder(
            List<TraceRecord> records,
            List<EventFields> fields,
            List<NodeId> nodes,
            int[] node,
            int[] sending,
            int[] cause) {
        this.records = records;
        this.fields = fields;
        this.nodes = nodes;
        this.node = node;
        this.sending = sending;
        this.cause = cause;
        this.position = new int[records.size()];
        int[] count = new int[nodes.size()];
        for (int event = 0; event < position.length; event++) {
            position[event] = ++count[node[event]];
            TraceRecord record = records.get(event);
            places.computeIfAbsent(record.peer(), peer -> new LinkedHashMap<>()).putIfAbsent(record.index(), event);
        }
    }

    static CausalOrder of(List<TraceRecord> records) {
        List<TraceRecord> byTime = new ArrayList<>(records);
        byTime.sort(Comparator.comparingLong(TraceRecord::nanos));
        List<EventFields> fields =
                byTime.stream().map(record -> EventFields.of(record.event())).toList();
        int[] sending = sendings(fields);
        int[] cause = new int[sending.length];
        for (int event = 0; event < cause.length; event++) {
            NodeId here = byTime.get(event).peer().id();
            cause[event] = fields.get(event).isArrivalAt(here) ? sending[event] : -1;
        }
        int[] sequence = new CausalSorting(byTime, cause).sorted();
        int[] place = new int[sequence.length];
        for (int event = 0; event < sequence.length; event++) {
            place[sequence[event]] = event;
        }
        List<TraceRecord> sorted = IntStream.of(sequence).mapToObj(byTime::get).toList();
        List<EventFields> sortedFields =
                IntStream.of(sequence).mapToObj(fields::get).toList();
        Map<NodeId, Integer> numbers = numbered(sorted, sortedFields);
        return new CausalOrder(
                sorted,
                sortedFields,
                List.copyOf(numbers.keySet()),
                sorted.stream()
                        .mapToInt(record -> numbers.getOrDefault(record.peer().id(), 0))
                        .toArray(),
                moved(sending, sequence, place),
                moved(cause, sequence, place));
    }

    private static int[] moved(int[] references, int[] sequence, int[] place) {
        return IntStream.of(sequence)
                .map(event -> references[event] < 0 ? -1 : place[references[event]])
                .toArray();
    }

    private static Map<NodeId, Integer> numbered(List<TraceRecord> records, List<EventFields> fields) {
        Map<NodeId, Integer> numbers = new LinkedHashMap<>();
        records.forEach(record -> numbers.putIfAbsent(record.peer().id(), numbers.size()));
        for (EventFields event : fields) {
            MessageId message = event.message();
            if (message != null) {
                numbers.putIfAbsent(message.sender().id(), numbers.size());
                numbers.putIfAbsent(message.receiver(), numbers.size());
            }
            event.peers().forEach(peer -> numbers.putIfAbsent(peer, numbers.size()));
        }
        return numbers;
    }

    private static int[] sendings(List<EventFields> fields) {
        record Message(@Nullable String channel, @Nullable String layer, MessageId id) {}
        Map<Message, Integer> sent = new LinkedHashMap<>();
        for (int event = 0; event < fields.size(); event++) {
            EventFields send = fields.get(event);
            MessageId id = send.message();
            if (id != null && send.kind() == EventKind.SEND) {
                sent.putIfAbsent(new Message(send.channel(), send.layer(), id), event);
            }
        }
        return fields.stream()
                .mapToInt(about -> {
                    MessageId id = about.message();
                    return id == null ? -1 : sent.getOrDefault(new Message(about.channel(), about.layer(), id), -1);
                })
                .toArray();
    }

    List<TraceRecord> records() {
        return records;
    }

    List<NodeId> nodes() {
        return nodes;
    }

    EventFields fields(int event) {
        return fields.get(event);
    }

    int node(int event) {
        return node[event];
    }

    int position(int event) {
        return position[event];
    }

    int sending(int event) {
        return sending[event];
    }

    int cause(int event) {
        return cause[event];
    }

    OptionalInt indexOf(TraceRecord record) {
        Integer event = places.getOrDefault(record.peer(), Map.of()).get(record.index());
        return event == null ? OptionalInt.empty() : OptionalInt.of(event);
    }

    /** The vector clock of one event: one walk back over the events, which takes each that is known. */
    int[] clock(int event) {
        int[] known = new int[nodes.size()];
        known[node[event]] = position[event];
        for (int earlier = event; earlier >= 0; earlier--) {
            int sending = cause[earlier];
            if (sending >= 0 && position[earlier] <= known[node[earlier]]) {
                int sender = node[sending];
                known[sender] = Math.max(known[sender], position[sending]);
            }
        }
        return known;
    }

    /** Told every event with its vector clock. */
    interface ClockReader<X extends Exception> {

        /** The clock is only lent. */
        void read(int event, int[] clock) throws X;
    }

    /** All vector clocks, from the first event to the last. A message's clock is held until the last of its arrivals, no longer. */
    <X extends Exception> void forEachClock(ClockReader<X> reader) throws X {
        int[] arrivals = new int[records.size()];
        for (int sending : cause) {
            if (sending >= 0) {
                arrivals[sending]++;
            }
        }
        int[][] clocks = new int[nodes.size()][nodes.size()];
        Map<Integer, int[]> underWay = new LinkedHashMap<>();
        for (int event = 0; event < cause.length; event++) {
            int[] clock = clocks[node[event]];
            clock[node[event]]++;
            int sending = cause[event];
            int[] brought = sending < 0 ? null : underWay.get(sending);
            if (brought != null) {
                for (int i = 0; i < clock.length; i++) {
                    clock[i] = Math.max(clock[i], brought[i]);
                }
                if (--arrivals[sending] == 0) {
                    underWay.remove(sending);
                }
            }
            if (arrivals[event] > 0) {
                underWay.put(event, clock.clone());
            }
            reader.read(event, clock);
        }
    }
}
