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
import org.jspecify.annotations.Nullable;

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
    private final List<TraceRecord> trace;
    private final String channel;
    private final String layer;

    private LinkProperties(String run, List<TraceRecord> trace, String channel, String layer) {
        this.run = run;
        this.trace = trace;
        this.channel = channel;
        this.layer = layer;
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
        return new LinkProperties(run, List.copyOf(trace), channel, layer);
    }

    /**
     * No creation: what is delivered from a node was sent by it before, to this receiver.
     *
     * @return this
     * @throws PropertyViolation if a delivery has no sending before it
     */
    public LinkProperties noCreation() {
        Set<MessageId> sent = new LinkedHashSet<>();
        for (TraceRecord record : trace) {
            MessageId sending = sent(record);
            MessageId delivery = delivered(record);
            if (sending != null) {
                sent.add(sending);
            }
            if (delivery != null
                    && !(sent.contains(delivery)
                            && delivery.receiver().equals(record.peer().id()))) {
                throw violated("no creation", record, "nobody sent this message here before");
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
        for (TraceRecord record : trace) {
            MessageId delivery = delivered(record);
            TraceRecord before = delivery == null ? null : first.putIfAbsent(delivery, record);
            if (before != null) {
                throw violated("no duplication", record, "it was delivered before: " + before);
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
        for (TraceRecord record : trace) {
            MessageId delivery = delivered(record);
            if (delivery != null) {
                long number = delivery.number();
                Long before = last.put(List.of(delivery.sender(), record.peer()), number);
                boolean first = isFirstOfSession(number) && (before == null || before < number);
                if (!first && (before == null || number != before + 1)) {
                    throw violated(
                            "FIFO delivery",
                            record,
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
        Set<NodeId> interrupted = new LinkedHashSet<>();
        Map<MessageId, TraceRecord> missing = new LinkedHashMap<>();
        for (TraceRecord record : trace) {
            if (record.event() instanceof TraceEvent.Crash || record.event() instanceof TraceEvent.Stop) {
                interrupted.add(record.peer().id());
            }
            MessageId sending = sent(record);
            MessageId delivery = delivered(record);
            if (sending != null) {
                missing.put(sending, record);
            }
            if (delivery != null) {
                missing.remove(delivery);
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
        return trace.stream().filter(record -> delivered(record) != null).count();
    }

    private static boolean isFirstOfSession(long number) {
        return (number & ((1L << 40) - 1)) == 0;
    }

    private @Nullable MessageId sent(TraceRecord record) {
        return record.event() instanceof TraceEvent.Send send && isHere(send.channel(), send.layer())
                ? send.message()
                : null;
    }

    private @Nullable MessageId delivered(TraceRecord record) {
        return record.event() instanceof TraceEvent.Deliver deliver && isHere(deliver.channel(), deliver.layer())
                ? deliver.message()
                : null;
    }

    private boolean isHere(String eventChannel, String eventLayer) {
        return eventChannel.equals(channel) && eventLayer.equals(layer);
    }

    private PropertyViolation violated(String property, TraceRecord record, String why) {
        return new PropertyViolation(
                run, new Violation(property + " at layer " + layer + " of channel " + channel, record, why));
    }
}
