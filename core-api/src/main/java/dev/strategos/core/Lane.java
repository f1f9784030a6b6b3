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
     * Pushes back: takes nothing more from the peer until {@link #resumeDelivery}. The peer is told, and waits: its window
     * fills, its {@code offer} returns false, and no memory grows at either end. Nothing is lost by it; other peers are not
     * slowed.
     *
     * <p>What had arrived already, and waits in this link for its order or in an opened batch, may still be delivered until
     * the end of this turn. Does nothing if delivery is paused already. A new lane delivers, and so does one in a new life
     * of this node; a new life of the peer finds it as it is.
     *
     * @throws UnsupportedOperationException if the link cannot make its peer wait: a reliable link and those on it can
     */
    default void pauseDelivery() {
        throw new UnsupportedOperationException("the link to '" + peer()
                + "' cannot push back: its peer does not repeat what is not taken; stack a ReliableLink");
    }

    /**
     * Takes messages again. Does nothing if delivery is not paused.
     *
     * @throws UnsupportedOperationException if the link cannot make its peer wait
     */
    default void resumeDelivery() {
        throw new UnsupportedOperationException("the link to '" + peer()
                + "' cannot push back: its peer does not repeat what is not taken; stack a ReliableLink");
    }

    /**
     * What went over this lane so far.
     *
     * @return a snapshot
     */
    LinkStats stats();
}
