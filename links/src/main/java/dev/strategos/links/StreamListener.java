package dev.strategos.links;

import dev.strategos.core.NodeId;

/** Learns that storage was lost or rolled back. Called on the loop, at both ends of the stream concerned. */
@FunctionalInterface
public interface StreamListener {

    /**
     * A stream ended before its time, and a new one begins. If an end crashes before it has stored that, it says it again.
     *
     * @param sender who sends in the stream
     * @param receiver who receives
     * @param cause whose storage was found to be what
     */
    void onNewStream(NodeId sender, NodeId receiver, StreamBreak cause);
}
