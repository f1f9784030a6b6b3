package dev.strategos.transport.memory;

import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Tracer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/** A wire's way to one peer: counts the bytes under way, which are bounded. */
final class MemoryLane implements Lane {

    private final MemoryWire wire;
    private final MemoryNode receiver;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private long bytesUnderWay;
    private int framesUnderWay;
    private long sent;
    private long delivered;
    private long refused;
    private long dropped;

    MemoryLane(MemoryWire wire, MemoryNode receiver) {
        this.wire = wire;
        this.receiver = receiver;
    }

    MemoryNode receiver() {
        return receiver;
    }

    @Override
    public NodeId peer() {
        return receiver.id();
    }

    @Override
    public boolean offer(ByteBuffer message) {
        return wire.offer(peer(), message);
    }

    @Override
    public void whenReady(Runnable action) {
        wire.environment().requireLoop("Lane.whenReady");
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

    void left(int bytes) {
        sent++;
        bytesUnderWay += bytes;
        framesUnderWay++;
    }

    /** The frame reached its end, whichever; its room is free again. */
    void ended(int bytes) {
        bytesUnderWay -= bytes;
        framesUnderWay--;
        if (!waiting.isEmpty()) {
            wire.inTurn(this::wakeNext);
        }
    }

    private void wakeNext() {
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            waiting.remove().run();
        }
    }
}
