package dev.strategos.core;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A link on which another can be stacked: for authors of links.
 *
 * <p>Instead of handing down a message to be copied, the upper layer claims room below and writes into it. Each layer asks
 * the one below for the bytes asked of it plus its own header, writes its header, and hands up the room behind. So a message
 * crosses the whole stack without a copy and without an allocation.
 *
 * <pre>{@code
 * ByteBuffer room = below.claim(to, Long.BYTES + bytes);
 * if (room == null) {
 *     return null;                       // full: say so upwards
 * }
 * room.putLong(sequence);
 * return room;                           // exactly `bytes` remaining
 * }</pre>
 *
 * <p>A claim is open until {@link #commit} or {@link #abandon}; there is at most one, and both belong in the same turn. For the
 * loop's thread only.
 */
public interface Stackable extends Link {

    /**
     * Opens a claim: room for one message.
     *
     * @param to a member of the group other than this node
     * @param bytes the message's length, 0 to {@link #maxBytes()}
     * @return a buffer with exactly that many bytes remaining, all of which are sent at commit; null if there is no room now
     * @throws IllegalArgumentException if the length is out of range or the peer is not of the group
     * @throws IllegalStateException if a claim is open already
     */
    @Nullable
    ByteBuffer claim(NodeId to, int bytes);

    /**
     * Sends the claim made last.
     *
     * @throws IllegalStateException if none is open
     */
    void commit();

    /**
     * Gives the claim made last back, unsent.
     *
     * @throws IllegalStateException if none is open
     */
    void abandon();

    /**
     * The node that this link lives in.
     *
     * @return the environment
     */
    Environment environment();

    /**
     * The name of the channel at the bottom of this stack.
     *
     * @return the name given to {@link Environment#open}
     */
    String channel();

    @Override
    default boolean offer(NodeId to, ByteBuffer message) {
        ByteBuffer room = claim(to, message.remaining());
        if (room == null) {
            return false;
        }
        room.put(message.duplicate());
        commit();
        return true;
    }
}
