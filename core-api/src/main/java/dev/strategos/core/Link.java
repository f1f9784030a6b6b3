package dev.strategos.core;

import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;

/**
 * Bytes between this node and its peers: what it promises is in its {@link #model()}.
 *
 * <p>A message is copied before {@code offer} or {@code send} returns. Nothing waits: where there is no room, {@code
 * offer} says so and {@code send} throws; {@link Lane#whenReady} tells when to try again.
 *
 * <p>For the loop's thread only.
 */
public interface Link {

    /**
     * What holds above this link.
     *
     * @return the network axis as this link supplies it, the other two as the node's configuration declares them
     */
    SystemModel model();

    /**
     * The longest message that this link takes.
     *
     * @return bytes
     */
    int maxBytes();

    /**
     * Sends a message if there is room for it.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @return false if there is no room now; then nothing was sent
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    boolean offer(NodeId to, ByteBuffer message);

    /**
     * Sends a message, where the caller knows that there is room.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @throws WindowFullException if there is no room now; then nothing was sent
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    default void send(NodeId to, ByteBuffer message) {
        if (!offer(to, message)) {
            throw new WindowFullException(to);
        }
    }

    /**
     * The way to one peer: a handle found once, for those who send often.
     *
     * @param peer a member of the group other than this node
     * @return the same lane at every call
     * @throws IllegalArgumentException if the peer is not of the group
     */
    Lane to(NodeId peer);

    /**
     * Says who gets what arrives. Set it in the turn that builds the link: what arrives earlier is dropped.
     *
     * @param handler takes the place of an earlier one
     */
    void onDeliver(Delivery handler);

    /**
     * Says who is told about peers that come, go, restart or are given up.
     *
     * @param listener takes the place of an earlier one
     */
    void onPeer(PeerListener listener);
}
