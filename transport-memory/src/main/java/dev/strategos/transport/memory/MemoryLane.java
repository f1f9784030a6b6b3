package dev.strategos.transport.memory;

import dev.strategos.core.DropReason;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A wire's way to one peer: counts the bytes under way, which are bounded. */
final class MemoryLane implements Lane {

    private final MemoryWire wire;
    private final Way way;
    private final Peer sender;
    private final NodeId peer;
    /** Null until somebody has waited. */
    private @Nullable ArrayDeque<Runnable> waiting;
    /** The other end's lane to here. */
    private @Nullable MemoryLane back;

    private long bytesUnderWay;
    private int framesUnderWay;
    private long sent;
    private long delivered;
    private long refused;
    private long dropped;

    MemoryLane(MemoryWire wire, Way way) {
        this.wire = wire;
        this.way = way;
        this.sender = wire.environment().peer();
        this.peer = way.to().id();
    }

    Way way() {
        return way;
    }

    MemoryNode receiver() {
        return way.to();
    }

    /** The node at this end. */
    MemoryNode origin() {
        return way.from();
    }

    Peer sender() {
        return sender;
    }

    String channel() {
        return wire.channel();
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public boolean offer(ByteBuffer message) {
        return wire.offer(this, message);
    }

    @Override
    public void whenReady(Runnable action) {
        wire.environment().requireLoop("Lane.whenReady");
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(action);
        if (framesUnderWay == 0) {
            wire.environment().atEndOfTurn(this::wakeNext);
        }
    }

    @Override
    public LinkStats stats() {
        return new LinkStats(
                sent, delivered, refused, dropped, 0, 0, 0, framesUnderWay, bytesUnderWay, Optional.empty());
    }

    /** Where the sender's side of a frame's story goes. */
    Tracer tracer() {
        return wire.environment().recorder();
    }

    boolean hasRoomFor(int bytes) {
        return bytesUnderWay == 0 || bytesUnderWay + bytes <= wire.maxBytesUnderWay();
    }

    void countRefused() {
        refused++;
    }

    void countDelivered() {
        delivered++;
    }

    void countDropped() {
        dropped++;
    }

    /** The network, or the receiver's end, has lost the frame. */
    void dropped(Frame frame, DropReason reason) {
        dropped++;
        if (tracer().isOn()) {
            tracer().trace(new TraceEvent.Drop(channel(), "wire", frame.id(), reason));
        }
    }

    /** Hands a frame to the other end's wire, which is looked for once in a life of that end. */
    void arrived(Frame frame, MemoryEnvironment at) {
        if (frame.length() > at.node().maxFrameBytes()) {
            at.refused(frame);
            return;
        }
        MemoryLane there = back;
        if (there == null || there.wire.environment() != at) {
            MemoryWire other = at.wire(channel());
            if (other == null) {
                at.dropped(frame, DropReason.CHANNEL_NOT_OPEN);
                return;
            }
            there = other.laneBack(frame);
            back = there;
        }
        there.wire.arrived(frame, there);
    }

    void left(int bytes) {
        sent++;
        bytesUnderWay += bytes;
        framesUnderWay++;
    }

    /** The frame reached its end, whichever; its room is free again. */
    void ended(int bytes) {
        bytesUnderWay -= bytes;
        framesUnderWay--;
        if (waiting != null && !waiting.isEmpty()) {
            wire.inTurn(this::wakeNext);
        }
    }

    private void wakeNext() {
        int count = waiting == null ? 0 : waiting.size();
        for (int i = 0; waiting != null && i < count; i++) {
            waiting.remove().run();
        }
    }
}
