package dev.strategos.transport.memory;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import org.jspecify.annotations.Nullable;

/** Something that may happen next in a network that goes by {@link Steps}. For the network's thread only, and until it is taken. */
public interface Step {

    /** What it is. */
    enum Kind {
        /** A frame arrives. */
        ARRIVAL,
        /** A timer fires. */
        TIMER,
        /** A sync of the storage is through. */
        SYNC,
        /** An action runs that was handed to the node's loop. */
        WORK,
        /** The node is told that a peer is up or down. */
        NEWS
    }

    /**
     * What it is.
     *
     * @return its kind
     */
    Kind kind();

    /**
     * Where it happens.
     *
     * @return the node whose turn it is
     */
    NodeId at();

    /**
     * Which message arrives.
     *
     * @return null if this is no arrival
     */
    @Nullable
    MessageId message();

    /**
     * A short name such as {@code deliver a#1→b/2} or {@code timer b}; no two steps that may happen next have the same.
     *
     * @return the name
     */
    String name();

    /**
     * Which step it is, as a number: no two steps that may happen next have the same, and it does not depend on what happened at other
     * nodes meanwhile.
     *
     * @return the number
     */
    long key();

    /**
     * When it is due.
     *
     * @return nanoseconds of the network's time where its nodes have one, else of the node's own; of an arrival, when it is overdue
     */
    long dueNanos();
}
