package dev.strategos.testkit.properties;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties of point-to-point links (Cachin, Guerraoui, Rodrigues, section 2.4), checked on a trace at one layer of one channel.
 *
 * <pre>{@code
 * LinkProperties.of("seed 42", trace, "orders", "fifo").noCreation().noDuplication().fifoDelivery().reliableDelivery();
 * }</pre>
 *
 * <p>Immutable, for any thread.
 */
public final class LinkProperties {

    private final String run;
    private final String where;
    private final List<Crossing> crossings;
    private final Set<NodeId> interrupted;

    /** A message that went into the layer, or came out of it. */
    private record Crossing(TraceRecord record, MessageId message, boolean isDelivery) {}

    private LinkProperties(String run, String where, List<Crossing> crossings, Set<NodeId> interrupted) {
        this.run = run;
        this.where = where;
        this.crossings = crossings;
        this.interrupted = interrupted;
    }

    /**
     * Looks at one layer.
     *
     * @param run which run this is, for the failure's message: its seed
     * @param trace all records of a run, in the order of their time
     * @param channel which channel
     * @param layer which layer: {@code wire}, {@code reliable}, {@code fifo}
     * @return the checks
     */
    public static LinkProperties of(String run, List<TraceRecord> trace, String channel, String layer) {
        List<Crossing> crossings = new ArrayList<>();
        Set<NodeId> interrupted = new LinkedHashSet<>();
        for (TraceRecord record : trace) {
            TraceEvent event = record.event();
            if (event instanceof TraceEvent.Send send) {
                if (send.layer().equals(layer) && send.channel().equals(channel)) {
                    crossings.add(new Crossing(record, send.message(), false));
                }
            } else if (event instanceof TraceEvent.Deliver deliver) {
                if (deliver.layer().equals(layer) && deliver.channel().equals(channel)) {
                    crossings.add(new Crossing(record, deliver.message(), true));
                }
            } else if (event instanceof TraceEvent.Crash || event instanceof TraceEvent.Stop) {
                interrupted.add(record.peer().id());
            }
        }
        return new LinkProperties(run, " at layer " + layer + " of channel " + channel, crossings, interrupted);
    }

    /**
     * No creation: what is delivered from a node was sent by it before, to this receiver.
     *
     * @return this
     * @throws PropertyViolation if a delivery has no sending before it
     */
    public LinkProperties noCreation() {
        Set<MessageId> sent = new LinkedHashSet<>();
        for (Crossing crossing : crossings) {
            if (!crossing.isDelivery) {
                sent.add(crossing.message);
            } else if (!sent.contains(crossing.message)
                    || !crossing.message
                            .receiver()
                            .equals(crossing.record.peer().id())) {
                throw violated("no creation", crossing.record, "nobody sent this message here before");
            }
        }
        return this;
    }

    /**
     * No duplication: no message is delivered more than once, restarts of either end included.
     *
     * @return this
     * @throws PropertyViolation if a message is delivered again
     */
    public LinkProperties noDuplication() {
        Map<MessageId, TraceRecord> first = new LinkedHashMap<>();
        for (Crossing crossing : crossings) {
            TraceRecord before = crossing.isDelivery ? first.putIfAbsent(crossing.message, crossing.record) : null;
            if (before != null) {
                throw violated("no duplication", crossing.record, "it was delivered before: " + before);
            }
        }
        return this;
    }

    /**
     * FIFO delivery: between one life of a sender and one life of a receiver, messages are delivered in the order in which they were
     * sent, none left out before one that is delivered, unless the link below had ended a session between them.
     *
     * @return this
     * @throws PropertyViolation if a message overtook another
     */
    public LinkProperties fifoDelivery() {
        Map<List<Peer>, Long> last = new LinkedHashMap<>();
        for (Crossing crossing : crossings) {
            if (crossing.isDelivery) {
                long number = crossing.message.number();
                Long before = last.put(List.of(crossing.message.sender(), crossing.record.peer()), number);
                boolean first = isFirstOfSession(number) && (before == null || before < number);
                if (!first && (before == null || number != before + 1)) {
                    throw violated(
                            "FIFO delivery",
                            crossing.record,
                            before == null ? "it is the first" : "the one before was number " + before);
                }
            }
        }
        return this;
    }

    /**
     * Reliable delivery: what was sent between two nodes that live through the whole run is delivered by its end.
     *
     * @return this
     * @throws PropertyViolation if a message is missing
     */
    public LinkProperties reliableDelivery() {
        Map<MessageId, TraceRecord> missing = new LinkedHashMap<>();
        for (Crossing crossing : crossings) {
            if (crossing.isDelivery) {
                missing.remove(crossing.message);
            } else {
                missing.put(crossing.message, crossing.record);
            }
        }
        missing.keySet().removeIf(id -> interrupted.contains(id.sender().id()) || interrupted.contains(id.receiver()));
        if (!missing.isEmpty()) {
            TraceRecord first = new ArrayList<>(missing.values()).get(0);
            throw violated(
                    "reliable delivery",
                    first,
                    missing.size() + " messages sent were never delivered; this is the first");
        }
        return this;
    }

    /**
     * How many messages were delivered, so that a test can tell that something happened.
     *
     * @return zero or more
     */
    public long delivered() {
        return crossings.stream().filter(Crossing::isDelivery).count();
    }

    private static boolean isFirstOfSession(long number) {
        return (number & ((1L << 40) - 1)) == 0;
    }

    private PropertyViolation violated(String property, TraceRecord record, String why) {
        return new PropertyViolation(run, new Violation(property + where, record, why));
    }
}
