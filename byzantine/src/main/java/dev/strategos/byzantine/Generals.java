package dev.strategos.byzantine;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one general's agreements share: the link, and which of them run, are over, or have not begun.
 *
 * <p>An agreement that is over leaves its counter as a watermark of its starter: counters of one starter begin in growing order, so a
 * counter up to the watermark that is not running is over, and no late message brings it back.
 */
final class Generals<V> {

    static final int EARLY_MESSAGES = 4_096;
    private static final long EARLY_BYTES = 1 << 20;

    private final Stackable link;
    private final Environment env;
    private final AgreementSpec<V> spec;
    private final TimingModel.Synchronous timing;
    private final Outbound outbound;
    private final Tally tally = new Tally(null);
    private final Map<InstanceId, Participation<V, ?>> running = new LinkedHashMap<>();
    private final Map<NodeId, Long> begun = new LinkedHashMap<>();
    private final Map<NodeId, EarlyMessages> early = new LinkedHashMap<>();
    private final Map<NodeId, Map<Fault.Kind, Long>> lastReports = new LinkedHashMap<>();
    private final long roundNanos;

    Generals(Stackable link, AgreementSpec<V> spec) {
        this.link = link;
        this.env = link.environment();
        this.spec = spec;
        env.requireLoop(spec.name());
        Assumptions.of(spec.name())
                .network(NetworkModel.RELIABLE)
                .node(NodeModel.byzantine(spec.faults()))
                .synchronous()
                .check(link.model());
        this.timing = (TimingModel.Synchronous) link.model().timing();
        Group group = spec.config().group();
        checkGroup(group);
        if (spec.longestMessage() > link.maxBytes()) {
            throw new IllegalArgumentException("maxValueBytes: with values of up to "
                    + spec.config().maxValueBytes() + " bytes, messages of " + spec.name() + " among " + group.size()
                    + " generals have up to " + spec.longestMessage() + " bytes, but the link takes "
                    + link.maxBytes());
        }
        this.outbound = new Outbound(env, link, group.others(env.self()));
        this.roundNanos = RoundSchedule.shortestRound(timing, spec.rounds()).toNanos();
        for (NodeId peer : group.others(env.self())) {
            early.put(
                    peer,
                    new EarlyMessages(EARLY_MESSAGES, Math.max(EARLY_BYTES, 4 * spec.longestMessage()), roundNanos));
        }
        link.onDeliver(this::deliver);
    }

    private void checkGroup(Group group) {
        if (!group.contains(env.self())) {
            throw new IllegalArgumentException("group: must contain this node, '" + env.self() + "', but was " + group);
        }
        for (NodeId general : group) {
            if (!env.group().contains(general)) {
                throw new IllegalArgumentException(
                        "group: '" + general + "' is not a node of this cluster, " + env.group());
            }
        }
    }

    Environment env() {
        return env;
    }

    AgreementSpec<V> spec() {
        return spec;
    }

    Tally tally() {
        return tally;
    }

    String channel() {
        return link.channel();
    }

    RoundSchedule scheduleFrom(long startNanos) {
        return RoundSchedule.of(startNanos, timing, spec.rounds());
    }

    void send(NodeId to, ByteBuffer message, long deadlineNanos, Runnable onHanded) {
        outbound.send(to, message, deadlineNanos, onHanded);
    }

    /** Lets an agreement begin: it gets what has waited for it, and its start. */
    <P extends Participation<V, ?>> P begin(P participation, @Nullable String reasonToStayOut) {
        InstanceId instance = participation.instance();
        begun.put(instance.starter(), instance.counter());
        running.put(instance, participation);
        participation.arm(reasonToStayOut);
        for (EarlyMessages waiting : early.values()) {
            for (EarlyMessages.Early message : waiting.take(instance)) {
                pass(
                        participation,
                        message.from(),
                        message.header(),
                        message.body().buffer());
            }
        }
        return participation;
    }

    /** Refuses what cannot begin. */
    void checkBeginning(InstanceId instance, RoundSchedule schedule) {
        env.requireLoop(spec.name());
        spec.config().group().rank(instance.starter());
        long last = begun.getOrDefault(instance.starter(), 0L);
        if (instance.counter() <= last) {
            throw new IllegalArgumentException("instance: must have a counter above " + last + ", the last that '"
                    + instance.starter() + "' started here, but was " + instance);
        }
        RoundSchedule shortest = scheduleFrom(schedule.startNanos());
        if (schedule.roundLength().compareTo(shortest.roundLength()) < 0) {
            throw new IllegalArgumentException("schedule: rounds must last at least " + shortest.roundLength()
                    + " under " + timing + ", but last " + schedule.roundLength());
        }
    }

    void end(Participation<V, ?> participation) {
        running.remove(participation.instance());
    }

    int running() {
        return running.size();
    }

    int waiting(NodeId peer) {
        EarlyMessages messages = early.get(peer);
        return messages == null ? 0 : messages.size();
    }

    private void deliver(Peer from, ByteBuffer message) {
        NodeId peer = from.id();
        EarlyMessages waiting = early.get(peer);
        if (waiting == null) {
            reportSparsely(peer, Fault.Kind.PROTOCOL_VIOLATION, "is no general of " + spec.name());
            return;
        }
        ByteBuffer body = message.duplicate();
        WireHeader header;
        try {
            header = spec.format().header(body);
        } catch (MalformedMessageException e) {
            reportSparsely(peer, Fault.Kind.MALFORMED_MESSAGE, spec.name() + ": " + e.getMessage());
            return;
        }
        InstanceId instance = header.instance();
        Participation<V, ?> participation = running.get(instance);
        if (participation != null) {
            pass(participation, peer, header, body);
        } else if (instance.counter() <= begun.getOrDefault(instance.starter(), 0L)) {
            reportSparsely(
                    peer,
                    Fault.Kind.SYNCHRONY_SUSPECTED,
                    "a message of round " + header.round() + " of " + instance + ", which is over here");
        } else if (!waiting.add(
                new EarlyMessages.Early(peer, header, Bytes.of(body)),
                env.clock().nanos())) {
            reportSparsely(
                    peer,
                    Fault.Kind.OVERLOAD,
                    "no room for more messages of agreements that have not begun here, such as " + instance);
        }
    }

    private void pass(Participation<V, ?> participation, NodeId from, WireHeader header, ByteBuffer body) {
        try {
            participation.receive(from, header, body);
        } catch (MalformedMessageException e) {
            participation.fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + header.round() + ": " + e.getMessage());
        }
    }

    /** Reports at most one fault of a kind per peer and round's length: a flood must not become a flood of reports. */
    private void reportSparsely(NodeId peer, Fault.Kind kind, String evidence) {
        Map<Fault.Kind, Long> last = lastReports.computeIfAbsent(peer, id -> new EnumMap<>(Fault.Kind.class));
        long now = env.clock().nanos();
        Long before = last.get(kind);
        if (before == null || now - before > roundNanos) {
            last.put(kind, now);
            env.report(new Fault(peer, kind, evidence));
        }
    }
}
