package dev.strategos.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What can happen at a node. Messages are seen at every layer that they cross: at the wire, and at each link that gives them
 * numbers of its own.
 */
public sealed interface TraceEvent {

    /**
     * The event in words, the same on every JDK.
     *
     * @return one line
     */
    String describe();

    /**
     * Something came in from outside the protocol, such as a client's order.
     *
     * @param what came in, in words
     */
    record Input(String what) implements TraceEvent {
        @Override
        public String describe() {
            return "input " + what;
        }
    }

    /**
     * A message was handed down for sending.
     *
     * @param channel the channel
     * @param layer {@code wire}, or the link that numbered the message
     * @param message which one
     * @param bytes its length at this layer
     */
    record Send(String channel, String layer, MessageId message, int bytes) implements TraceEvent {
        @Override
        public String describe() {
            return "send " + channel + " " + layer + " " + message + " " + bytes + " bytes";
        }
    }

    /**
     * A message was handed up.
     *
     * @param channel the channel
     * @param layer {@code wire}, or the link that numbered the message
     * @param message which one
     * @param bytes its length at this layer
     */
    record Deliver(String channel, String layer, MessageId message, int bytes) implements TraceEvent {
        @Override
        public String describe() {
            return "deliver " + channel + " " + layer + " " + message + " " + bytes + " bytes";
        }
    }

    /**
     * A message goes no further.
     *
     * @param channel the channel
     * @param layer where it ended
     * @param message which one
     * @param reason why
     */
    record Drop(String channel, String layer, MessageId message, DropReason reason) implements TraceEvent {
        @Override
        public String describe() {
            return "drop " + channel + " " + layer + " " + message + " " + reason;
        }
    }

    /**
     * The network will deliver the message once more.
     *
     * @param channel the channel
     * @param message which one
     */
    record Duplicate(String channel, MessageId message) implements TraceEvent {
        @Override
        public String describe() {
            return "duplicate " + channel + " " + message;
        }
    }

    /**
     * A link sends a message again.
     *
     * @param channel the channel
     * @param layer the link
     * @param message which one, by the link's own number
     */
    record Retransmit(String channel, String layer, MessageId message) implements TraceEvent {
        @Override
        public String describe() {
            return "retransmit " + channel + " " + layer + " " + message;
        }
    }

    /** A timer fired. */
    record TimerFired() implements TraceEvent {
        @Override
        public String describe() {
            return "timer";
        }
    }

    /** The node crashed: its objects and timers are gone. */
    record Crash() implements TraceEvent {
        @Override
        public String describe() {
            return "crash";
        }
    }

    /** The node was closed. */
    record Stop() implements TraceEvent {
        @Override
        public String describe() {
            return "stop";
        }
    }

    /** The node started, for the first time or again. */
    record Start() implements TraceEvent {
        @Override
        public String describe() {
            return "start";
        }
    }

    /**
     * The node stands still, as in a long garbage collection.
     *
     * @param nanos for how long
     */
    record Pause(long nanos) implements TraceEvent {
        @Override
        public String describe() {
            return "pause " + nanos + " ns";
        }
    }

    /**
     * From now on the network loses what this node sends to some others; what it sends to the rest, and what they send to it, is as before.
     *
     * @param to those that it reaches no more, all that this event cuts off
     */
    record Cut(List<NodeId> to) implements TraceEvent {

        /** Takes a copy of the list. */
        public Cut {
            to = List.copyOf(to);
        }

        @Override
        public String describe() {
            return "cut " + names(to);
        }
    }

    /**
     * The network carries again what this node sends to some others.
     *
     * @param to those that it reaches again
     */
    record Heal(List<NodeId> to) implements TraceEvent {

        /** Takes a copy of the list. */
        public Heal {
            to = List.copyOf(to);
        }

        @Override
        public String describe() {
            return "heal " + names(to);
        }
    }

    /**
     * A failure detector began to suspect a peer.
     *
     * @param peer whom
     */
    record Suspect(NodeId peer) implements TraceEvent {
        @Override
        public String describe() {
            return "suspect " + peer;
        }
    }

    /**
     * A failure detector ceased to suspect a peer.
     *
     * @param peer whom
     */
    record Restore(NodeId peer) implements TraceEvent {
        @Override
        public String describe() {
            return "restore " + peer;
        }
    }

    /**
     * A leader detector (Ω) began to trust another leader.
     *
     * @param leader whom
     */
    record Trust(NodeId leader) implements TraceEvent {
        @Override
        public String describe() {
            return "trust " + leader;
        }
    }

    /**
     * A protocol entered a round.
     *
     * @param protocol its name
     * @param instance which run of it
     * @param round counted from 1
     */
    record Round(String protocol, String instance, int round) implements TraceEvent {
        @Override
        public String describe() {
            return "round " + protocol + " " + instance + " " + round;
        }
    }

    /**
     * A protocol decided.
     *
     * @param protocol its name
     * @param instance which run of it
     * @param value the decision, in words
     */
    record Decide(String protocol, String instance, String value) implements TraceEvent {
        @Override
        public String describe() {
            return "decide " + protocol + " " + instance + " " + value;
        }
    }

    /**
     * A fault was reported.
     *
     * @param fault what was seen
     */
    record FaultReported(Fault fault) implements TraceEvent {
        @Override
        public String describe() {
            return "fault " + fault;
        }
    }

    private static String names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).collect(Collectors.joining(","));
    }
}
