package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What links that are stacked on another have in common: a lane for each peer, one claim at a time, and whoever listens above.
 *
 * @param <L> the link's lanes
 */
abstract class LinkLayer<L extends ClaimingLane> implements Stackable {

    private final Stackable below;
    private final Environment environment;
    private final PeerRelay peers;
    private final Map<NodeId, L> lanes = new LinkedHashMap<>();
    /** The lane asked for last: messages often come in a row. */
    private @Nullable L latestLane;

    private @Nullable L claimed;
    private @Nullable Delivery handler;

    LinkLayer(Stackable below) {
        this.below = below;
        this.environment = below.environment();
        this.peers = new PeerRelay(environment);
    }

    /** The way to a peer that was not asked for before. */
    abstract L newLane(NodeId peer);

    /** Somebody listens above from now on. */
    void heard() {}

    final Stackable below() {
        return below;
    }

    /** Tells the listener above. */
    final PeerRelay peers() {
        return peers;
    }

    final L lane(NodeId peer) {
        L latest = latestLane;
        if (latest != null && latest.peer().equals(peer)) {
            return latest;
        }
        L lane = lanes.get(peer);
        if (lane == null) {
            lane = newLane(peer);
            lanes.put(peer, lane);
        }
        latestLane = lane;
        return lane;
    }

    @Override
    public final Lane to(NodeId peer) {
        environment.requireLoop("Link.to");
        return lane(peer);
    }

    @Override
    public final void onDeliver(Delivery handler) {
        environment.requireLoop("Link.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
        heard();
    }

    @Override
    public final void onPeer(PeerListener listener) {
        peers.setAbove(listener);
    }

    /** Whether somebody takes what is delivered. */
    final boolean isHeard() {
        return handler != null;
    }

    /** Hands a message up. */
    final void deliverAbove(Peer from, ByteBuffer message) {
        Delivery receiver = handler;
        if (receiver != null) {
            receiver.deliver(from, message);
        }
    }

    @Override
    public final @Nullable ByteBuffer claim(NodeId to, int bytes) {
        environment.requireLoop("Link.claim");
        return claim(lane(to), bytes);
    }

    final @Nullable ByteBuffer claim(L lane, int bytes) {
        requireNoClaim();
        if (bytes < 0 || bytes > maxBytes()) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes() + ", but was " + bytes);
        }
        return open(lane, lane.claim(bytes));
    }

    final void requireNoClaim() {
        if (claimed != null) {
            throw new IllegalStateException(
                    "a claim is open on channel '" + channel() + "': commit or abandon it first");
        }
    }

    /** Begins a claim, where the lane has room for it. */
    final @Nullable ByteBuffer open(L lane, @Nullable ByteBuffer room) {
        if (room != null) {
            claimed = lane;
        }
        return room;
    }

    @Override
    public final void commit() {
        takeClaim().commit();
    }

    @Override
    public final void abandon() {
        takeClaim().abandon();
    }

    /** Ends the claim here; what becomes of it is up to the lane. */
    final L takeClaim() {
        environment.requireLoop("Link.commit or abandon");
        L lane = claimed;
        if (lane == null) {
            throw new IllegalStateException("no claim is open on channel '" + channel() + "'");
        }
        claimed = null;
        return lane;
    }

    @Override
    public final Environment environment() {
        return environment;
    }

    @Override
    public final String channel() {
        return below.channel();
    }
}
