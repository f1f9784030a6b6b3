package dev.strategos.detectors;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rung that lets application traffic stand for heartbeats: what goes to a peer pushes its next heartbeat off, what comes from a peer is
 * a sign of its life. Heartbeats are then sent on idle links only.
 *
 * <p><b>Assumes</b> that the other end of the channel has such a rung too, for a detector of the same kind: heartbeats that are pushed
 * off here are missed there otherwise. <b>Promises</b> what the link below does; it adds no bytes, no copy and no memory. Put it under
 * whatever sends again, right above the wire or the fair-loss link, so that it sees what really goes out:
 *
 * <pre>{@code
 * FifoLink orders = FifoLink.over(ReliableLink.over(
 *         ActivityLink.over(FairLossLink.over(env.open("orders")), detector), ReliableConfig.defaults()));
 * }</pre>
 *
 * <p>A peer that is suspected is not trusted again for application traffic alone, which the network may have repeated: it is asked, and
 * its answer counts. For the loop's thread only.
 */
public final class ActivityLink implements Stackable {

    private final Stackable below;
    private final FailureDetector detector;
    private final Map<NodeId, Lane> lanes = new LinkedHashMap<>();
    private @Nullable NodeId claimed;

    private ActivityLink(Stackable below, FailureDetector detector) {
        this.below = below;
        this.detector = detector;
    }

    /**
     * A rung that tells a detector of what passes.
     *
     * @param below any link; it belongs to this one from now on
     * @param detector who is told
     * @return the link
     */
    public static ActivityLink over(Stackable below, FailureDetector detector) {
        return new ActivityLink(Objects.requireNonNull(below, "below"), Objects.requireNonNull(detector, "detector"));
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public int maxBytes() {
        return below.maxBytes();
    }

    @Override
    public void onDeliver(Delivery handler) {
        Objects.requireNonNull(handler, "handler");
        below.onDeliver((from, message) -> {
            detector.heardFrom(from);
            handler.deliver(from, message);
        });
    }

    @Override
    public void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }

    @Override
    public Lane to(NodeId peer) {
        Lane lane = lanes.get(peer);
        if (lane == null) {
            lane = new ActivityLane(below.to(peer));
            lanes.put(peer, lane);
        }
        return lane;
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        ByteBuffer room = below.claim(to, bytes);
        if (room != null) {
            claimed = to;
        }
        return room;
    }

    @Override
    public void commit() {
        below.commit();
        NodeId to = claimed;
        if (to != null) {
            claimed = null;
            detector.sentTo(to);
        }
    }

    @Override
    public void abandon() {
        below.abandon();
        claimed = null;
    }

    @Override
    public Environment environment() {
        return below.environment();
    }

    @Override
    public String channel() {
        return below.channel();
    }

    private final class ActivityLane implements Lane {

        private final Lane below;

        ActivityLane(Lane below) {
            this.below = below;
        }

        @Override
        public NodeId peer() {
            return below.peer();
        }

        @Override
        public boolean offer(ByteBuffer message) {
            boolean sent = below.offer(message);
            if (sent) {
                detector.sentTo(below.peer());
            }
            return sent;
        }

        @Override
        public void whenReady(Runnable action) {
            below.whenReady(action);
        }

        @Override
        public LinkStats stats() {
            return below.stats();
        }
    }
}
