package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A FIFO link's two halves towards one peer: a counter for what is sent, and the next number awaited of what is received. */
final class FifoLane implements ClaimingLane {

    /** More than any window of a link below; only a peer that breaks the protocol gets so far ahead of its own gap. */
    private static final int MAX_HELD = 1 << 16;

    private final FifoLink link;
    private final Stackable linkBelow;
    private final Lane below;
    private final NodeId peer;
    private final long firstSequence;

    private int sendEpoch;
    private long nextToSend;
    private int claimedBytes;

    private @Nullable Incarnation peerIncarnation;
    private int receivedEpoch;
    private long awaited;
    private final TreeMap<Long, ByteBuffer> held = new TreeMap<>();
    private long delivered;
    private long dropped;

    FifoLane(FifoLink link, Stackable linkBelow, Lane below, long firstSequence) {
        this.link = link;
        this.linkBelow = linkBelow;
        this.below = below;
        this.peer = below.peer();
        this.firstSequence = firstSequence;
        this.nextToSend = firstSequence;
        this.awaited = firstSequence;
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public boolean offer(ByteBuffer message) {
        return link.offer(peer, message);
    }

    @Override
    public void whenReady(Runnable action) {
        below.whenReady(action);
    }

    @Override
    public void pauseDelivery() {
        below.pauseDelivery();
    }

    @Override
    public void resumeDelivery() {
        below.resumeDelivery();
    }

    @Override
    public LinkStats stats() {
        LinkStats stats = below.stats();
        return stats.withCounts(stats.sent(), delivered, stats.refused(), stats.dropped() + dropped);
    }

    // ---- sending

    @Override
    public @Nullable ByteBuffer claim(int bytes) {
        ByteBuffer room = linkBelow.claim(peer, FifoLink.HEADER_BYTES + bytes);
        if (room == null) {
            return null;
        }
        claimedBytes = bytes;
        return room.putInt(sendEpoch).putLong(nextToSend);
    }

    @Override
    public void commit() {
        count();
        linkBelow.commit();
    }

    @Override
    public void abandon() {
        linkBelow.abandon();
    }

    /** The message claimed last goes out. */
    void count() {
        link.sent(peer, number(sendEpoch, nextToSend++), claimedBytes);
    }

    /** The session below has ended: the order begins anew. */
    void beginEpoch() {
        sendEpoch++;
        nextToSend = firstSequence;
    }

    // ---- receiving

    void arrived(Peer from, int epoch, long sequence, ByteBuffer message) {
        if (!from.incarnation().equals(peerIncarnation) || epoch > receivedEpoch) {
            // What waits for a gap of an ended session waits in vain: its sender knows it as undetermined.
            peerIncarnation = from.incarnation();
            receivedEpoch = epoch;
            awaited = firstSequence;
            dropped += held.size();
            held.clear();
        }
        if (epoch < receivedEpoch || sequence < awaited || (!held.isEmpty() && held.containsKey(sequence))) {
            dropped++;
        } else if (sequence > awaited) {
            hold(sequence, message);
        } else {
            try {
                deliver(from, message);
            } finally {
                if (!held.isEmpty()) {
                    deliverHeld(from);
                }
            }
        }
    }

    private void hold(long sequence, ByteBuffer message) {
        if (held.size() >= MAX_HELD) {
            dropped++;
            Environment environment = link.environment();
            environment.report(new Fault(
                    peer(),
                    Fault.Kind.OVERLOAD,
                    "FifoLink on channel '" + link.channel() + "': more than " + MAX_HELD + " messages wait for number "
                            + awaited));
            return;
        }
        held.put(
                sequence,
                ByteBuffer.allocate(message.remaining()).put(message).flip().asReadOnlyBuffer());
    }

    /** Delivers what waited for this moment. A handler that throws must not keep the rest waiting for ever. */
    private void deliverHeld(Peer from) {
        boolean complete = false;
        try {
            for (ByteBuffer next = held.remove(awaited); next != null; next = held.remove(awaited)) {
                deliver(from, next);
            }
            complete = true;
        } finally {
            if (!complete && held.containsKey(awaited)) {
                link.environment().atEndOfTurn(() -> {
                    if (from.incarnation().equals(peerIncarnation)) {
                        deliverHeld(from);
                    }
                });
            }
        }
    }

    private void deliver(Peer from, ByteBuffer message) {
        long number = number(receivedEpoch, awaited);
        awaited++;
        delivered++;
        link.deliver(from, number, message);
    }

    /** One number for both, as in {@link ReliableLane}. */
    private static long number(int epoch, long sequence) {
        return ((long) epoch << 40) + sequence;
    }
}
