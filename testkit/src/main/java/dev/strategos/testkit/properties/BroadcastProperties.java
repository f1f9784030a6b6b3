package dev.strategos.testkit.properties;

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
import java.util.function.Predicate;

/**
 * The properties of broadcasts (Cachin, Guerraoui, Rodrigues, chapter 3), checked on a trace at one layer of one channel.
 *
 * <p>A broadcast traces at its layer one {@code Send} for each member, all with the same number, which grows with every broadcast of that
 * life, and a {@code Deliver} at each node that delivers, whose message id names the node that broadcast it, whoever relayed it.
 *
 * <p>A node is correct if it was up at the end and never went down.
 *
 * <pre>{@code
 * BroadcastProperties.of("seed 42", trace, "news", "broadcast", group.members()).noCreation().noDuplication().uniformAgreement();
 * }</pre>
 *
 * <p>Works on traces of real time too. Immutable, for any thread.
 */
public final class BroadcastProperties {

    private final String run;
    private final String where;
    private final List<Event> events;
    private final Set<NodeId> correct;

    private record Broadcast(Peer origin, long number) {
        @Override
        public String toString() {
            return origin + "/" + number;
        }
    }

    private record Event(TraceRecord record, Broadcast broadcast, boolean isDelivery) {}

    private BroadcastProperties(String run, String where, List<Event> events, Set<NodeId> correct) {
        this.run = run;
        this.where = where;
        this.events = events;
        this.correct = correct;
    }

    /**
     * Looks at one layer.
     *
     * @param run which run this is, for the failure's message: its seed
     * @param trace all records of a run, in the order of their time
     * @param channel which channel
     * @param layer which layer, as the broadcast names itself
     * @param members who is to deliver
     * @return the checks
     */
    public static BroadcastProperties of(
            String run, List<TraceRecord> trace, String channel, String layer, List<NodeId> members) {
        Set<NodeId> correct = new LinkedHashSet<>(members);
        List<Event> events = new ArrayList<>();
        for (TraceRecord record : trace) {
            if (record.event() instanceof TraceEvent.Crash || record.event() instanceof TraceEvent.Stop) {
                correct.remove(record.peer().id());
            } else if (record.event() instanceof TraceEvent.Send send
                    && send.channel().equals(channel)
                    && send.layer().equals(layer)) {
                events.add(new Event(
                        record, new Broadcast(record.peer(), send.message().number()), false));
            } else if (record.event() instanceof TraceEvent.Deliver deliver
                    && deliver.channel().equals(channel)
                    && deliver.layer().equals(layer)) {
                Peer origin = deliver.message().sender();
                events.add(new Event(
                        record, new Broadcast(origin, deliver.message().number()), true));
            }
        }
        return new BroadcastProperties(run, " at layer " + layer + " of channel " + channel, events, correct);
    }

    /**
     * Validity: what a correct node broadcasts, every correct node delivers. Best-effort broadcast promises it.
     *
     * @return this
     * @throws PropertyViolation if a correct node did not
     */
    public BroadcastProperties validity() {
        return allDeliver("validity", event -> !event.isDelivery && isCorrect(event));
    }

    /**
     * Agreement: what a correct node delivers, every correct node delivers. Reliable broadcast promises it.
     *
     * @return this
     * @throws PropertyViolation if a correct node did not
     */
    public BroadcastProperties agreement() {
        return allDeliver("agreement", event -> event.isDelivery && isCorrect(event));
    }

    /**
     * Uniform agreement: what any node delivers, even one that crashes, every correct node delivers. Uniform reliable broadcast promises it.
     *
     * @return this
     * @throws PropertyViolation if a correct node did not
     */
    public BroadcastProperties uniformAgreement() {
        return allDeliver("uniform agreement", event -> event.isDelivery);
    }

    private boolean isCorrect(Event event) {
        return correct.contains(event.record.peer().id());
    }

    private BroadcastProperties allDeliver(String property, Predicate<Event> obliges) {
        Map<Broadcast, Set<NodeId>> delivered = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.isDelivery) {
                delivered
                        .computeIfAbsent(event.broadcast, each -> new LinkedHashSet<>())
                        .add(event.record.peer().id());
            }
        }
        for (Event event : events) {
            List<NodeId> missing = new ArrayList<>(correct);
            missing.removeAll(delivered.getOrDefault(event.broadcast, Set.of()));
            if (obliges.test(event) && !missing.isEmpty()) {
                throw violated(property, event, missing + " never delivered " + event.broadcast);
            }
        }
        return this;
    }

    /**
     * No creation: what is delivered as a node's was broadcast by it before.
     *
     * @return this
     * @throws PropertyViolation if it was not
     */
    public BroadcastProperties noCreation() {
        Set<Broadcast> sent = new LinkedHashSet<>();
        for (Event event : events) {
            if (!event.isDelivery) {
                sent.add(event.broadcast);
            } else if (!sent.contains(event.broadcast)) {
                throw violated("no creation", event, "nobody had broadcast " + event.broadcast + " before");
            }
        }
        return this;
    }

    /**
     * No duplication: no node delivers a message twice in one life.
     *
     * @return this
     * @throws PropertyViolation if one does
     */
    public BroadcastProperties noDuplication() {
        Map<List<Object>, TraceRecord> first = new LinkedHashMap<>();
        for (Event event : events) {
            TraceRecord before = event.isDelivery
                    ? first.putIfAbsent(List.of(event.record.peer(), event.broadcast), event.record)
                    : null;
            if (before != null) {
                throw violated("no duplication", event, "it was delivered before: [" + before + "]");
            }
        }
        return this;
    }

    /**
     * FIFO delivery: if a node broadcasts one message before another, nobody delivers the second before the first. For nodes that do not
     * restart.
     *
     * @return this
     * @throws PropertyViolation if somebody does
     */
    public BroadcastProperties fifoDelivery() {
        Map<Peer, Set<Long>> sent = new LinkedHashMap<>();
        Map<List<Peer>, Set<Long>> delivered = new LinkedHashMap<>();
        for (Event event : events) {
            Peer origin = event.broadcast.origin;
            long number = event.broadcast.number;
            Set<Long> numbers = sent.computeIfAbsent(origin, each -> new LinkedHashSet<>());
            if (!event.isDelivery) {
                numbers.add(number);
                continue;
            }
            Set<Long> before =
                    delivered.computeIfAbsent(List.of(event.record.peer(), origin), each -> new LinkedHashSet<>());
            for (long earlier : numbers) {
                if (earlier < number && !before.contains(earlier)) {
                    throw violated("FIFO delivery", event, origin + "/" + earlier + " was broadcast before it");
                }
            }
            before.add(number);
        }
        return this;
    }

    /**
     * How many messages were delivered, so that a test can tell that something happened.
     *
     * @return zero or more
     */
    public long delivered() {
        return events.stream().filter(Event::isDelivery).count();
    }

    private PropertyViolation violated(String property, Event event, String saw) {
        return new PropertyViolation(run, new Violation(property + where, event.record, saw));
    }
}
