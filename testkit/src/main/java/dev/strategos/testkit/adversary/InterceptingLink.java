package dev.strategos.testkit.adversary;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A link that decides for each message that is to go out what goes out instead; what comes in is left alone. */
abstract class InterceptingLink implements Stackable {

    private final Stackable below;
    private final Map<NodeId, InterceptedLane> lanes = new LinkedHashMap<>();
    private @Nullable NodeId claimant;
    private @Nullable ByteBuffer claim;

    InterceptingLink(Stackable below) {
        this.below = below;
    }

    /** Takes a message from above; whatever is to go out of it goes through {@link #sendBelow}. */
    abstract void intercept(NodeId to, ByteBuffer message);

    /** Sends below; where there is no room, nothing is sent, as befits an adversary. */
    final void sendBelow(NodeId to, ByteBuffer message) {
        ByteBuffer room = below.claim(to, message.remaining());
        if (room != null) {
            room.put(message.duplicate());
            below.commit();
        }
    }

    final Stackable below() {
        return below;
    }

    /** Room for a message of this length, if the link below has room for it now. */
    @Override
    public final @Nullable ByteBuffer claim(NodeId to, int bytes) {
        if (claim != null) {
            throw new IllegalStateException("a claim to '" + claimant + "' is open");
        }
        if (below.claim(to, bytes) == null) {
            return null;
        }
        below.abandon();
        claimant = to;
        claim = ByteBuffer.allocate(bytes);
        return claim.duplicate();
    }

    @Override
    public final void commit() {
        NodeId to = claimant;
        ByteBuffer message = claim;
        abandon();
        if (to != null && message != null) {
            intercept(to, message);
        }
    }

    @Override
    public final void abandon() {
        if (claim == null) {
            throw new IllegalStateException("no claim is open");
        }
        claimant = null;
        claim = null;
    }

    @Override
    public final Lane to(NodeId peer) {
        InterceptedLane lane = lanes.get(peer);
        if (lane == null) {
            lane = new InterceptedLane(below.to(peer));
            lanes.put(peer, lane);
        }
        return lane;
    }

    @Override
    public final Environment environment() {
        return below.environment();
    }

    @Override
    public final String channel() {
        return below.channel();
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public final int maxBytes() {
        return below.maxBytes();
    }

    @Override
    public void onDeliver(Delivery handler) {
        below.onDeliver(handler);
    }

    @Override
    public final void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }

    private final class InterceptedLane implements Lane {

        private final Lane lane;

        InterceptedLane(Lane lane) {
            this.lane = lane;
        }

        @Override
        public NodeId peer() {
            return lane.peer();
        }

        @Override
        public boolean offer(ByteBuffer message) {
            return InterceptingLink.this.offer(lane.peer(), message);
        }

        @Override
        public void whenReady(Runnable action) {
            lane.whenReady(action);
        }

        @Override
        public void pauseDelivery() {
            lane.pauseDelivery();
        }

        @Override
        public void resumeDelivery() {
            lane.resumeDelivery();
        }

        @Override
        public LinkStats stats() {
            return lane.stats();
        }
    }
}
