package dev.strategos.testkit.trace;

import dev.strategos.core.Fault;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event taken apart, alike for all kinds.
 *
 * @param channel null where the event belongs to none
 * @param layer null where the event belongs to none
 * @param message null where the event is not about one
 * @param bytes the message's length, -1 where it is not known
 * @param peers whom the event speaks of, but for a message's ends
 * @param detail what is left, in words; empty if nothing is
 */
record EventFields(
        EventKind kind,
        @Nullable String channel,
        @Nullable String layer,
        @Nullable MessageId message,
        int bytes,
        List<NodeId> peers,
        String detail) {

    static EventFields of(TraceEvent event) {
        if (event instanceof TraceEvent.Send send) {
            return message(EventKind.SEND, send.channel(), send.layer(), send.message(), send.bytes(), "");
        } else if (event instanceof TraceEvent.Deliver deliver) {
            return message(
                    EventKind.DELIVER, deliver.channel(), deliver.layer(), deliver.message(), deliver.bytes(), "");
        } else if (event instanceof TraceEvent.Drop drop) {
            String reason = drop.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return message(EventKind.DROP, drop.channel(), drop.layer(), drop.message(), -1, reason);
        } else if (event instanceof TraceEvent.Duplicate duplicate) {
            return message(EventKind.DUPLICATE, duplicate.channel(), "wire", duplicate.message(), -1, "");
        } else if (event instanceof TraceEvent.Retransmit retransmit) {
            return message(
                    EventKind.RETRANSMIT, retransmit.channel(), retransmit.layer(), retransmit.message(), -1, "");
        }
        return ofNode(event);
    }

    private static EventFields ofNode(TraceEvent event) {
        if (event instanceof TraceEvent.Start) {
            return node(EventKind.START, List.of(), "");
        } else if (event instanceof TraceEvent.Stop) {
            return node(EventKind.STOP, List.of(), "");
        } else if (event instanceof TraceEvent.Crash) {
            return node(EventKind.CRASH, List.of(), "");
        } else if (event instanceof TraceEvent.TimerFired) {
            return node(EventKind.TIMER, List.of(), "");
        } else if (event instanceof TraceEvent.Input input) {
            return node(EventKind.INPUT, List.of(), input.what());
        } else if (event instanceof TraceEvent.Pause pause) {
            return node(EventKind.PAUSE, List.of(), Long.toString(pause.nanos()));
        } else if (event instanceof TraceEvent.Cut cut) {
            return node(EventKind.CUT, cut.to(), "");
        } else if (event instanceof TraceEvent.Heal heal) {
            return node(EventKind.HEAL, heal.to(), "");
        }
        return ofProtocol(event);
    }

    private static EventFields ofProtocol(TraceEvent event) {
        if (event instanceof TraceEvent.Suspect suspect) {
            return node(EventKind.SUSPECT, List.of(suspect.peer()), "");
        } else if (event instanceof TraceEvent.Restore restore) {
            return node(EventKind.RESTORE, List.of(restore.peer()), "");
        } else if (event instanceof TraceEvent.Trust trust) {
            return node(EventKind.TRUST, List.of(trust.leader()), "");
        } else if (event instanceof TraceEvent.Round round) {
            return node(EventKind.ROUND, List.of(), round.round() + " of " + round.protocol() + " " + round.instance());
        } else if (event instanceof TraceEvent.Decide decide) {
            return node(
                    EventKind.DECIDE, List.of(), decide.value() + " in " + decide.protocol() + " " + decide.instance());
        } else if (event instanceof TraceEvent.FaultReported reported) {
            Fault fault = reported.fault();
            return node(EventKind.FAULT, fault.who() == null ? List.of() : List.of(fault.who()), fault.toString());
        }
        throw new IllegalArgumentException("event: no such kind is known: " + event);
    }

    private static EventFields message(
            EventKind kind, String channel, String layer, MessageId message, int bytes, String detail) {
        return new EventFields(kind, channel, layer, message, bytes, List.of(), detail);
    }

    private static EventFields node(EventKind kind, List<NodeId> peers, String detail) {
        return new EventFields(kind, null, null, null, -1, peers, detail);
    }

    /** Whether a message reached its receiver with this event at that node: it was handed up, or it came and was dropped there. */
    boolean isArrivalAt(NodeId node) {
        return message != null
                && (kind == EventKind.DELIVER || kind == EventKind.DROP)
                && message.receiver().equals(node)
                && !message.sender().id().equals(node);
    }
}
