package dev.strategos.links;

import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batching link's way to one peer: the batch that is being gathered, and the taking apart of those that arrive.
 *
 * <p>A batch that the link below has no room for stays, and takes what still fits; it goes out as soon as there is room. A message too
 * long to share a batch is a batch of its own, written straight into the room below.
 */
final class BatchingLane implements ClaimingLane {

    static final int HEADER_BYTES = Integer.BYTES;
    /** Long enough that what is paid per batch does not show, short enough to lie in a near cache. */
    static final int MAX_BATCH = 1 << 14;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final BatchingLink link;
    private final Stackable below;
    private final Lane laneBelow;
    private final NodeId peer;
    private final int capacity;

    private ByteBuffer batch = NONE;
    private int gathered;
    private int claimedBytes;
    private int claimedMessages;
    private boolean claimedBelow;
    private List<Consumer<Outcome>> outcomes = new ArrayList<>();
    private boolean closesAtEndOfTurn;
    private boolean waitsForBelow;

    private long sent;
    private long delivered;
    private long refused;
    private long dropped;

    BatchingLane(BatchingLink link, Stackable below, Lane laneBelow) {
        this.link = link;
        this.below = below;
        this.laneBelow = laneBelow;
        this.peer = laneBelow.peer();
        this.capacity = Math.min(MAX_BATCH, below.maxBytes());
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public boolean offer(ByteBuffer message) {
        return link.offer(peer, message);
    }

    /** The batch that waits was told first of room below, so it is gone when the action runs. */
    @Override
    public void whenReady(Runnable action) {
        laneBelow.whenReady(action);
    }

    @Override
    public void pauseDelivery() {
        laneBelow.pauseDelivery();
    }

    @Override
    public void resumeDelivery() {
        laneBelow.resumeDelivery();
    }

    @Override
    public LinkStats stats() {
        LinkStats stats = laneBelow.stats();
        return stats.withCounts(sent, delivered, refused, stats.dropped() + dropped);
    }

    // ---- sending

    @Override
    public @Nullable ByteBuffer claim(int bytes) {
        int need = HEADER_BYTES + bytes;
        boolean fits = gathered + need <= capacity;
        ByteBuffer room = null;
        if (fits || close()) {
            room = need <= capacity ? claimHere(need) : claimBelow(need);
        }
        if (room == null) {
            refused++;
            return null;
        }
        claimedBytes = need;
        claimedMessages = 1;
        return room.putInt(bytes);
    }

    /** Room for a whole batch of so many messages, or for a message too long to share one. */
    @Nullable
    ByteBuffer claimBatch(int bytes, int messages) {
        ByteBuffer room = close() ? claimBelow(bytes) : null;
        if (room == null) {
            refused++;
        }
        claimedMessages = messages;
        return room;
    }

    private ByteBuffer claimHere(int need) {
        if (batch.capacity() == 0) {
            batch = ByteBuffer.allocate(capacity);
        }
        // Whoever wrote the message before may have changed the order.
        return batch.clear().limit(gathered + need).position(gathered).order(ByteOrder.BIG_ENDIAN);
    }

    private @Nullable ByteBuffer claimBelow(int need) {
        ByteBuffer room = below.claim(peer, need);
        claimedBelow = room != null;
        return room;
    }

    @Override
    public void commit() {
        commit(null);
    }

    void commit(@Nullable Consumer<Outcome> outcome) {
        sent += claimedMessages;
        if (claimedBelow) {
            claimedBelow = false;
            commitBelow(outcome);
            return;
        }
        gathered += claimedBytes;
        if (outcome != null) {
            outcomes.add(outcome);
        }
        if (!closesAtEndOfTurn) {
            closesAtEndOfTurn = true;
            link.environment().atEndOfTurn(this::endOfTurn);
        }
    }

    @Override
    public void abandon() {
        if (claimedBelow) {
            claimedBelow = false;
            below.abandon();
        }
    }

    private void endOfTurn() {
        closesAtEndOfTurn = false;
        close();
    }

    /** Hands the batch down; false if there is no room for it. */
    private boolean close() {
        if (gathered == 0) {
            return true;
        }
        ByteBuffer room = below.claim(peer, gathered);
        if (room == null) {
            waitForBelow();
            return false;
        }
        room.put(batch.array(), 0, gathered);
        gathered = 0;
        List<Consumer<Outcome>> waiting = outcomes;
        if (waiting.isEmpty()) {
            commitBelow(null);
        } else {
            outcomes = new ArrayList<>();
            commitBelow(outcome -> waiting.forEach(listener -> listener.accept(outcome)));
        }
        return true;
    }

    private void commitBelow(@Nullable Consumer<Outcome> outcome) {
        if (outcome != null && below instanceof Confirming confirming) {
            confirming.commit(outcome);
        } else {
            below.commit();
        }
    }

    private void waitForBelow() {
        if (!waitsForBelow) {
            waitsForBelow = true;
            laneBelow.whenReady(() -> {
                waitsForBelow = false;
                close();
            });
        }
    }

    // ---- receiving

    void arrived(Peer from, ByteBuffer bytes) {
        int end = bytes.limit();
        int at = bytes.position();
        @Nullable Throwable thrown = null;
        if (at == end) {
            malformed(from, "a batch is empty");
        }
        while (at < end) {
            int length = end - at < HEADER_BYTES ? -1 : bytes.limit(end).getInt(at);
            int start = at + HEADER_BYTES;
            if (length < 0 || length > end - start) {
                malformed(from, "a batch ends within a message");
                break;
            }
            at = start + length;
            delivered++;
            try {
                link.deliverAbove(from, bytes.limit(at).position(start));
            } catch (RuntimeException | Error failed) {
                // One message's failure is not to cost those behind it.
                thrown = thrown == null ? failed : suppressing(thrown, failed);
            }
            // The handler may have moved, limited or turned the view.
            bytes.clear().order(ByteOrder.BIG_ENDIAN);
        }
        if (thrown != null) {
            rethrow(thrown);
        }
    }

    private void malformed(Peer from, String what) {
        dropped++;
        link.malformed(from.id(), what);
    }

    private static Throwable suppressing(Throwable first, Throwable next) {
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
