package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Best-effort broadcast: a message to every member of a group, the sender itself among them (Cachin, Guerraoui, Rodrigues, Module 3.1,
 * Algorithm 3.1 "Basic Broadcast").
 *
 * <p><b>Assumes</b> a reliable link below. <b>Promises</b> that what a correct member broadcasts is delivered once by every correct member
 * that had room for it, and that nothing is made up. <b>Does not promise</b> anything when the sender crashes meanwhile: then some
 * members may deliver and others not. Over a {@link FifoLink} each sender's messages are delivered in order.
 *
 * <p>The sender delivers its own message at the end of the turn. For the loop's thread only.
 *
 * <pre>{@code
 * BestEffortBroadcast news = BestEffortBroadcast.over(fifo, env.group());
 * news.onDeliver((from, message) -> read(from.id(), message));
 * List<NodeId> refused = news.broadcast(message);
 * }</pre>
 */
public final class BestEffortBroadcast {

    private static final Assumptions ASSUMES =
            Assumptions.of("BestEffortBroadcast").network(NetworkModel.RELIABLE);

    private final Stackable below;
    private final Environment environment;
    private final Group group;
    private @Nullable Delivery handler;

    private BestEffortBroadcast(Stackable below, Group group) {
        this.below = below;
        this.environment = below.environment();
        this.group = group;
    }

    /**
     * Broadcast over a reliable link.
     *
     * @param below a link whose network is reliable; it belongs to the broadcast from now on
     * @param group to whom; this node is a member, and all are of the node's own group
     * @return the broadcast
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link below may lose messages
     * @throws IllegalArgumentException if this node is not a member, or a member is not of the node's group
     */
    public static BestEffortBroadcast over(Stackable below, Group group) {
        ASSUMES.check(below.model());
        Environment environment = below.environment();
        group.rank(environment.self());
        group.forEach(environment.group()::rank);
        return new BestEffortBroadcast(below, group);
    }

    /**
     * Sends a message to every member.
     *
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @return the members whose window was full, in the order of the group: they will not get it, unless it is sent to them again
     * @throws IllegalArgumentException if the message is longer than the link below takes
     */
    public List<NodeId> broadcast(ByteBuffer message) {
        environment.requireLoop("BestEffortBroadcast.broadcast");
        if (message.remaining() > below.maxBytes()) {
            throw new IllegalArgumentException(
                    "message: must be at most " + below.maxBytes() + " bytes, but has " + message.remaining());
        }
        List<NodeId> refused = new ArrayList<>();
        for (NodeId member : group) {
            if (member.equals(environment.self())) {
                deliverToSelf(message);
            } else if (!below.offer(member, message)) {
                refused.add(member);
            }
        }
        return refused;
    }

    private void deliverToSelf(ByteBuffer message) {
        ByteBuffer copy = ByteBuffer.allocate(message.remaining())
                .put(message.duplicate())
                .flip()
                .asReadOnlyBuffer();
        Peer self = new Peer(environment.self(), environment.incarnation());
        environment.atEndOfTurn(() -> deliver(self, copy));
    }

    private void arrived(Peer from, ByteBuffer message) {
        if (group.contains(from.id())) {
            deliver(from, message);
        }
    }

    private void deliver(Peer from, ByteBuffer message) {
        Delivery receiver = handler;
        if (receiver != null) {
            receiver.deliver(from, message);
        }
    }

    /**
     * Says who gets what arrives.
     *
     * @param handler takes the place of an earlier one
     */
    public void onDeliver(Delivery handler) {
        environment.requireLoop("BestEffortBroadcast.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
        below.onDeliver(this::arrived);
    }

    /**
     * Says who is told about peers.
     *
     * @param listener takes the place of an earlier one
     */
    public void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }
}
