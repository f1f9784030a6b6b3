package dev.strategos.testkit.properties;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What messages cost at the wire, and how much a node may spend.
 *
 * <pre>{@code
 * new MessageCosts(100, 1, 100_000).check("seed 42", trace);
 * }</pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param perMessage what each message costs its sender, zero or more
 * @param perByte what each of its bytes costs besides, zero or more
 * @param budget what each node may spend in a run, zero or more
 */
public record MessageCosts(long perMessage, long perByte, long budget) {

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public MessageCosts {
        requireNotNegative("perMessage", perMessage);
        requireNotNegative("perByte", perByte);
        requireNotNegative("budget", budget);
    }

    private static void requireNotNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": must be zero or more, but was " + value);
        }
    }

    /**
     * What an event costs.
     *
     * @param record any event
     * @return zero for all but messages sent at the wire
     */
    public long of(TraceRecord record) {
        return record.event() instanceof TraceEvent.Send send && send.layer().equals("wire")
                ? perMessage + perByte * send.bytes()
                : 0;
    }

    /**
     * No node spends more than its budget.
     *
     * @param run which run this is, for the failure's message: its seed
     * @param trace all records of a run, in the order of their time
     * @throws PropertyViolation if one does, at the first message that it cannot pay
     */
    public void check(String run, List<TraceRecord> trace) {
        Map<NodeId, Long> spent = new LinkedHashMap<>();
        for (TraceRecord record : trace) {
            long total = spent.merge(record.peer().id(), of(record), Long::sum);
            if (total > budget) {
                throw new PropertyViolation(run, overdrawn(record, total));
            }
        }
    }

    /**
     * The violation at a message that a node cannot pay.
     *
     * @param record the message's sending
     * @param total what the node has spent with it
     * @return the property {@code costs within the budget}
     */
    public Violation overdrawn(TraceRecord record, long total) {
        return new Violation(
                "costs within the budget",
                record,
                "node " + record.peer().id() + " has spent " + total + " of " + budget + " with it");
    }
}
