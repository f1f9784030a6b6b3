package dev.strategos.testkit.trace;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A trace with its causes: which event happened before which (Lamport, <i>Time, Clocks, and the Ordering of Events</i>, 1978), and the
 * vector clock of each (Fidge 1988, Mattern 1989). Computed from message ids when asked for; nothing of it was ever sent.
 *
 * <pre>{@code
 * CausalTrace trace = CausalTrace.of(records);
 * int event = trace.indexOf(record).orElseThrow();
 * Map<NodeId, Integer> clock = trace.clockOf(event);
 * }</pre>
 *
 * <p>An event happened before another if it came earlier on the same node, in this life or a later one, or if it sent the message whose
 * arrival the other is, at the same layer of the same channel, or by a chain of both. A message that arrives and is dropped by its receiver
 * has arrived all the same. Loss, duplication and other doings of the network are events of the node that the trace puts them at, and
 * carry nothing to another.
 *
 * <p>Records may come in any order, from several hosts: they are put in the order of their times, and where that contradicts causality,
 * as clocks of different machines may, causes come first. Ids that contradict each other lose the later cause.
 *
 * <p>Immutable, for any thread.
 */
public final class CausalTrace {

    private final CausalOrder order;

    private CausalTrace(CausalOrder order) {
        this.order = order;
    }

    /**
     * Finds the causes.
     *
     * @param records all records of a run, or of a part of it
     * @return the trace
     */
    public static CausalTrace of(List<TraceRecord> records) {
        return new CausalTrace(CausalOrder.of(List.copyOf(records)));
    }

    /**
     * The records, every cause before its effects. Events are counted from 0 in this order.
     *
     * @return the list, never to be changed
     */
    public List<TraceRecord> records() {
        return order.records();
    }

    /**
     * The nodes that have events, in the order of their first, and after them those that are only spoken of.
     *
     * @return the nodes
     */
    public List<NodeId> nodes() {
        return order.nodes();
    }

    /**
     * Where a record is.
     *
     * @param record one of this trace
     * @return its event; empty if it is not part of the trace
     */
    public OptionalInt indexOf(TraceRecord record) {
        return order.indexOf(record);
    }

    /**
     * The sending of what arrived.
     *
     * @param event counted from 0
     * @return the event that sent it; empty if the event is no arrival, or its sending is not in the trace
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public OptionalInt causeOf(int event) {
        int cause = order.cause(Objects.checkIndex(event, records().size()));
        return cause < 0 ? OptionalInt.empty() : OptionalInt.of(cause);
    }

    /**
     * The vector clock of an event: per node, how many of its events happened before this one or are it. A node starts at 1 and grows by
     * one with each of its events, sending and receiving alike. Takes time in proportion to the trace's length.
     *
     * @param event counted from 0
     * @return nodes with their counts, without those of which nothing is known
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public Map<NodeId, Integer> clockOf(int event) {
        int[] clock = order.clock(Objects.checkIndex(event, records().size()));
        Map<NodeId, Integer> known = new LinkedHashMap<>();
        for (int node = 0; node < clock.length; node++) {
            if (clock[node] > 0) {
                known.put(nodes().get(node), clock[node]);
            }
        }
        return known;
    }

    /**
     * Whether one event could have influenced the other.
     *
     * @param one counted from 0
     * @param other counted from 0
     * @return true if it happened before; false if it is the same, happened after, or is concurrent
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public boolean happenedBefore(int one, int other) {
        Objects.checkIndex(one, records().size());
        int[] clock = order.clock(Objects.checkIndex(other, records().size()));
        return one != other && order.position(one) <= clock[order.node(one)];
    }

    /** For the exports, which need every clock. */
    CausalOrder order() {
        return order;
    }
}
