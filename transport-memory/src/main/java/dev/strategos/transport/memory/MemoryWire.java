package dev.strategos.transport.memory;

import dev.strategos.core.Delivery;
import dev.strategos.core.DropReason;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Wire;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One channel at one incarnation of a node. */
final class MemoryWire implements Wire {

    private static final PeerListener NOBODY = new PeerListener() {};

    private final MemoryEnvironment environment;
    private final NetworkConfig config;
    private final Fabric fabric;
    private final String channel;
    private final @Nullable MemoryLane[] lanes;
    private @Nullable Delivery handler;
    private PeerListener listener = NOBODY;
    private @Nullable MemoryLane claimedLane;
    private ByteBuffer claimed = ByteBuffer.allocate(0);
    private int claimedBytes;

    MemoryWire(MemoryEnvironment environment, NetworkConfig config, Fabric fabric, String channel) {
        this.environment = environment;
        this.config = config;
        this.fabric = fabric;
        this.channel = channel;
        this.lanes = new @Nullable MemoryLane[config.group().size()];
    }

    @Override
    public SystemModel model() {
        return config.model();
    }

    @Override
    public int maxBytes() {
        return environment.node().maxFrameBytes();
    }

    @Override
    public MemoryEnvironment environment() {
        return environment;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public Lane to(NodeId peer) {
        environment.requireLoop("Wire.to");
        return lane(peer);
    }

    private MemoryLane lane(NodeId peer) {
        return lane(fabric.node(peer));
    }

    private MemoryLane lane(MemoryNode peer) {
        MemoryLane lane = lanes[peer.rank()];
        if (lane == null) {
            if (peer == environment.node()) {
                throw new IllegalArgumentException("to: must be another node, but '" + peer.id() + "' is this one");
            }
            lane = new MemoryLane(this, fabric.way(environment.node(), peer));
            lanes[peer.rank()] = lane;
        }
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        environment.requireLoop("Wire.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void onPeer(PeerListener listener) {
        environment.requireLoop("Wire.onPeer");
        this.listener = Objects.requireNonNull(listener, "listener");
        environment.atEndOfTurn(() -> {
            if (this.listener == listener) {
                environment.peersUp().forEach(listener::onUp);
            }
        });
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        requireClaimable(bytes);
        return claim(lane(to), bytes);
    }

    private void requireClaimable(int bytes) {
        environment.requireLoop("Wire.claim");
        if (claimedLane != null) {
            throw new IllegalStateException("a claim is open on channel '" + channel + "': commit or abandon it first");
        }
        if (bytes < 0 || bytes > maxBytes()) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes() + ", but was " + bytes);
        }
    }

    /** {@link #offer} for those who have found the lane already. */
    boolean offer(MemoryLane lane, ByteBuffer message) {
        int bytes = message.remaining();
        requireClaimable(bytes);
        if (!lane.hasRoomFor(bytes)) {
            lane.countRefused();
            return false;
        }
        send(lane, message, message.position(), bytes);
        return true;
    }

    private @Nullable ByteBuffer claim(MemoryLane lane, int bytes) {
        if (!lane.hasRoomFor(bytes)) {
            lane.countRefused();
            return null;
        }
        claimedLane = lane;
        claimedBytes = bytes;
        claimed = fabric.frames().takeRoom(bytes);
        return claimed;
    }

    @Override
    public void commit() {
        MemoryLane lane = takeClaim();
        send(lane, claimed, 0, claimedBytes);
        fabric.frames().giveRoom(claimed);
    }

    private void send(MemoryLane lane, ByteBuffer message, int position, int bytes) {
        if (environment.isAlive()) {
            Frame frame = fabric.frames().take(bytes);
            frame.fill(lane, lane.way().nextMessage(), true, message, position, bytes);
            carry(frame);
        }
    }

    private void carry(Frame frame) {
        frame.lane().left(frame.length());
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Send(channel, "wire", frame.id(), frame.length()));
        }
        fabric.carry(environment.node(), frame);
    }

    @Override
    public void abandon() {
        takeClaim();
        fabric.frames().giveRoom(claimed);
    }

    private MemoryLane takeClaim() {
        environment.requireLoop("Wire.commit or abandon");
        MemoryLane lane = claimedLane;
        if (lane == null) {
            throw new IllegalStateException("no claim is open on channel '" + channel + "'");
        }
        claimedLane = null;
        return lane;
    }

    long maxBytesUnderWay() {
        return config.maxBytesUnderWay();
    }

    /** Runs what a lane has to say to its node as a turn of that node, unless the node is gone. */
    void inTurn(Runnable action) {
        environment.post(action);
    }

    /** This end's lane to where a frame comes from. */
    MemoryLane laneBack(Frame frame) {
        return lane(frame.lane().origin());
    }

    /** Takes a frame from the network; it lies on the turn of this node. */
    void arrived(Frame frame, MemoryLane back) {
        Delivery receiver = handler;
        if (receiver == null) {
            environment.dropped(frame, DropReason.CHANNEL_NOT_OPEN);
            return;
        }
        back.countDelivered();
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Deliver(channel, "wire", frame.id(), frame.length()));
        }
        receiver.deliver(frame.sender(), frame.content());
    }

    void peerUp(Peer peer) {
        listener.onUp(peer);
    }

    void peerDown(Peer peer) {
        listener.onDown(peer);
    }
}
