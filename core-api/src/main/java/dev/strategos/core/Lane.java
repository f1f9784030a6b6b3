package dev.strategos.core;

import java.nio.ByteBuffer;

/**
 * A link's way to one peer. For the loop's thread only.
 */
public interface Lane {

    /**
     * Where it leads.
     *
     * @return the peer
     */
    NodeId peer();

    /**
     * Sends a message if there is room for it.
     *
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @return false if there is no room now; then nothing was sent
     * @throws IllegalArgumentException if the message is longer than the link's {@link Link#maxBytes()}
     */
    boolean offer(ByteBuffer message);

    /**
     * Runs an action once there is room again after an {@code offer} was refused; soon, if there is room already. Several
     * actions run in the order in which they were given.
     *
     * @param action runs once, on the loop
     */
    void whenReady(Runnable action);

    /**
     * What went over this lane so far.
     *
     * @return a snapshot
     */
    LinkStats stats();
}
