package dev.strategos.transport.netty;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel as a program sees it: one lane per peer. For the loop's thread only. */
final class NettyWire implements Wire {

    /** How the trace calls this layer. */
    static final String LAYER = "wire";

    private static final int LEAST_NOWHERE = 1024;

    private final NodeContext node;
    private final NettyEnvironment environment;
    private final String channel;
    private final SystemModel model;
    private final int maxBytes;
    private final Map<NodeId, WireLane> lanes = new LinkedHashMap<>();
    /** The lane asked for last: messages often come in a row. */
    private @Nullable WireLane latestLane;

    private @Nullable WireLane claimed;
    private ByteBuffer nowhere = ByteBuffer.allocate(0);
    private @Nullable Delivery delivery;
    private @Nullable PeerListener listener;

    NettyWire(NodeContext node, NettyEnvironment environment, String channel, Collection<Remote> remotes) {
        this.node = node;
        this.environment = environment;
        this.channel = channel;
        NettyConfig config = node.config();
        this.model = new SystemModel(
                config.tls() == null ? NetworkModel.ARBITRARY : NetworkModel.FAIR_LOSS,
                config.nodeModel(),
                config.timingModel());
        this.maxBytes = config.limits().frameBytes();
        for (Remote remote : remotes) {
            lanes.put(remote.id(), new WireLane(node, this, remote));
        }
    }

    @Override
    public SystemModel model() {
        return model;
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public WireLane to(NodeId peer) {
        node.requireLoop("a wire");
        WireLane latest = latestLane;
        if (latest != null && latest.peer().equals(peer)) {
            return latest;
        }
        WireLane lane = lanes.get(peer);
        if (lane == null) {
            throw new IllegalArgumentException(
                    "peer: must be one of " + lanes.keySet() + ", the others of the group, but was '" + peer + "'");
        }
        latestLane = lane;
        return lane;
    }

    @Override
    public boolean offer(NodeId to, ByteBuffer message) {
        return to(to).offer(message);
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        return claim(to(to), bytes);
    }

    @Nullable
    ByteBuffer claim(WireLane lane, int bytes) {
        node.requireLoop("a wire");
        if (claimed != null) {
            throw new IllegalStateException("a claim to '" + claimed.peer() + "' on channel '" + channel
                    + "' is open; commit or abandon it first");
        }
        if (bytes < 0 || bytes > maxBytes) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes + ", but was " + bytes);
        }
        ByteBuffer room = lane.claim(bytes);
        if (room != null) {
            claimed = lane;
        }
        return room;
    }

    /** Room for what is dropped, as its peer cannot be reached. One is enough: a wire has one claim at a time. */
    ByteBuffer nowhere(int bytes) {
        if (nowhere.capacity() < bytes) {
            nowhere = ByteBuffer.allocate(Math.max(bytes, LEAST_NOWHERE));
        }
        nowhere.clear().limit(bytes);
        return nowhere.order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public void commit() {
        WireLane lane = takeClaim("commit");
        lane.commit();
    }

    @Override
    public void abandon() {
        WireLane lane = takeClaim("abandon");
        lane.abandon();
    }

    private WireLane takeClaim(String what) {
        node.requireLoop("a wire");
        WireLane lane = claimed;
        if (lane == null) {
            throw new IllegalStateException(what + ": no claim is open on channel '" + channel + "'");
        }
        claimed = null;
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        node.requireLoop("a wire");
        this.delivery = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void onPeer(PeerListener newListener) {
        node.requireLoop("a wire");
        this.listener = Objects.requireNonNull(newListener, "listener");
        for (WireLane lane : lanes.values()) {
            lane.listenerKnows(null);
        }
        // Peers that are up already are news to a new listener; told soon, so that nobody is called while still being
        // built.
        node.loop().submit(this::tellWhoIsUp);
    }

    private void tellWhoIsUp() {
        for (WireLane lane : lanes.values()) {
            Peer up = lane.up();
            if (up != null) {
                up(up);
            }
        }
    }

    @Nullable
    Delivery delivery() {
        return delivery;
    }

    void up(Peer peer) {
        WireLane lane = to(peer.id());
        PeerListener told = listener;
        if (told != null && !peer.equals(lane.listenerKnown())) {
            lane.listenerKnows(peer);
            node.guarded("a peer listener", () -> told.onUp(peer));
        }
    }

    void down(Peer peer) {
        WireLane lane = to(peer.id());
        PeerListener told = listener;
        if (told != null && peer.equals(lane.listenerKnown())) {
            lane.listenerKnows(null);
            node.guarded("a peer listener", () -> told.onDown(peer));
        }
    }
}
