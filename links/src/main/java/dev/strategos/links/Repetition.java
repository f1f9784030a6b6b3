package dev.strategos.links;

import dev.strategos.core.NodeId;

/** A message that a {@link StubbornLink} sends again and again. For the loop's thread only. */
public interface Repetition {

    /**
     * Where it goes.
     *
     * @return the peer
     */
    NodeId peer();

    /**
     * How often it was handed to the link below so far.
     *
     * @return at least 0
     */
    long times();

    /** Ends the repetition, and frees its room. A second call does nothing. */
    void stop();
}
