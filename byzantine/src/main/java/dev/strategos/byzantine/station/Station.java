package dev.strategos.byzantine.station;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One general's end of an asynchronous protocol. For the loop's thread only. */
public final class Station {

    /** Takes a message of another general of the group. */
    public interface Hearer {

        /**
         * Takes it.
         *
         * @throws MalformedMessageException if the body means nothing; it is reported
         */
        void hear(NodeId from, Header header, ByteBuffer body) throws MalformedMessageException;
    }

    /** A flood of the same must not become a flood of reports. */
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final Environment env;
    private final String channel;
    private final Convention convention;
    private final Hearer hearer;
    private final Map<NodeId, Departures> ways = new LinkedHashMap<>();
    private final Map<NodeId, Map<Fault.Kind, Long>> lastReports = new LinkedHashMap<>();
    private Counters counters = Counters.ZERO;

    /**
     * Stands on a link.
     *
     * @throws IllegalArgumentException if this node is not of the group, or the longest message exceeds what the link takes
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is not reliable, or nodes may fail worse than f of them
     *     being traitors
     */
    public Station(Stackable link, Convention convention, Hearer hearer) {
        this.env = link.environment();
        this.channel = link.channel();
        this.convention = convention;
        this.hearer = hearer;
        env.requireLoop(convention.name());
        Assumptions.of(convention.name())
                .network(NetworkModel.RELIABLE)
                .node(NodeModel.byzantine(convention.faults()))
                .check(link.model());
        checkGroup();
        if (convention.longestMessage() > link.maxBytes()) {
            throw new IllegalArgumentException("maxValueBytes: messages of " + convention.name() + " have up to "
                    + convention.longestMessage() + " bytes, but the link takes " + link.maxBytes());
        }
        for (NodeId peer : convention.group().others(env.self())) {
            ways.put(
                    peer,
                    new Departures(
                            env,
                            link.to(peer),
                            convention.longestMessage(),
                            bytes -> count(new Counters(1, 1, bytes, 0, 0, 0))));
        }
        link.onDeliver(this::deliver);
    }

    private void checkGroup() {
        if (!convention.group().contains(env.self())) {
            throw new IllegalArgumentException(
                    "group: must contain this node, '" + env.self() + "', but was " + convention.group());
        }
        for (NodeId general : convention.group()) {
            if (!env.group().contains(general)) {
                throw new IllegalArgumentException(
                        "group: '" + general + "' is not a node of this cluster, " + env.group());
            }
        }
    }

    /** The node. */
    public Environment env() {
        return env;
    }

    /** The channel at the bottom of the link. */
    public String channel() {
        return channel;
    }

    /** What all generals agreed on. */
    public Convention convention() {
        return convention;
    }

    /** What this general's part cost so far. */
    public Counters counters() {
        return counters;
    }

    /** Adds to what it cost. */
    public void count(Counters more) {
        counters = counters.plus(more);
    }

    /** Sends a message, from its position to its limit, to all other generals. */
    public void sendToOthers(ByteBuffer message) {
        ways.keySet().forEach(to -> send(to, message));
    }

    /** Sends a message, from its position to its limit, to one other general. */
    public void send(NodeId to, ByteBuffer message) {
        Departures way = ways.get(to);
        if (way == null) {
            throw new IllegalArgumentException("to: '" + to + "' is not another general");
        }
        way.send(message.duplicate());
    }

    private void deliver(Peer from, ByteBuffer message) {
        NodeId peer = from.id();
        if (!ways.containsKey(peer)) {
            report(peer, Fault.Kind.PROTOCOL_VIOLATION, "is no general of this group");
            return;
        }
        ByteBuffer body = message.duplicate();
        try {
            hearer.hear(peer, convention.framing().header(body), body);
        } catch (MalformedMessageException e) {
            report(peer, Fault.Kind.MALFORMED_MESSAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Reports at most one fault of a kind per peer and second. */
    public void report(NodeId peer, Fault.Kind kind, String evidence) {
        Map<Fault.Kind, Long> last = lastReports.computeIfAbsent(peer, id -> new EnumMap<>(Fault.Kind.class));
        long now = env.clock().nanos();
        Long before = last.get(kind);
        if (before == null || now - before > REPORT_NANOS) {
            last.put(kind, now);
            env.report(new Fault(peer, kind, convention.name() + ": " + evidence));
        }
    }
}
