package dev.strategos.links;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages side by side in one ring of bytes: one thread at a time puts in, one takes out, and neither waits for the other. No object
 * per message.
 *
 * <p>A record is a message's length and its bytes, in one piece, and begins at a multiple of four; where it would cross the end of the
 * ring, a skip stands there instead: the negative of how far. Positions count on for ever; a position's place is its remainder. The ring starts small and
 * doubles; a record that lies in one piece does so in a ring of twice the size too, so that positions keep their meaning.
 *
 * <pre>
 *   head                    tail
 *     │ length │ message │ …  │ free
 * </pre>
 *
 * <p>{@link #put}, {@link #publish} and {@link #retract} are for whoever holds the right to put in; {@code take…} and {@link #free} for
 * whoever has the right to take out; the rest is for both.
 */
final class OutboxRing {

    private static final int FIRST_BYTES = 1 << 13;
    private static final int HEAD = Integer.BYTES;

    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    /** The whole ring; a reader that sees a tail sees the ring that this tail was written to, or a later one. */
    private volatile ByteBuffer ring = ByteBuffer.allocate(FIRST_BYTES);

    // ---- putting in

    private ByteBuffer room = ring.duplicate();
    private long written;
    private long headSeen;

    // ---- taking out

    private ByteBuffer taking = ring.duplicate();
    private long taken;

    boolean isEmpty() {
        return head.get() == tail.get();
    }

    /** Where the message that was put in last ends; positions grow, so they order messages. */
    long position() {
        return written;
    }

    /** Writes a message behind all others; nobody sees it before {@link #publish}. */
    <T> void put(T message, int length, SizedCodec<T> codec) {
        long start = place(length);
        int at = index(start);
        room.clear().limit(at + HEAD + length).position(at);
        // A codec may have changed the order for the message before.
        room.order(ByteOrder.BIG_ENDIAN).putInt(length);
        codec.encode(message, room);
        if (room.hasRemaining()) {
            throw new IllegalStateException(
                    "the codec wrote " + room.remaining() + " bytes less than the " + length + " that it promised");
        }
        written = start + size(length);
    }

    void publish() {
        tail.set(written);
    }

    /** Takes back what was published last, where nobody can have taken it out. */
    void retract(long position) {
        written = position;
        tail.set(position);
    }

    private long place(int length) {
        long size = size(length);
        while (true) {
            int left = room.capacity() - index(written);
            long start = left >= size ? written : written + left;
            if (start + size - headSeen > room.capacity()) {
                headSeen = head.get();
                if (start + size - headSeen > room.capacity()) {
                    grow();
                    continue;
                }
            }
            if (start != written) {
                room.clear().order(ByteOrder.BIG_ENDIAN).putInt(index(written), -left);
            }
            return start;
        }
    }

    private void grow() {
        if (room.capacity() > Integer.MAX_VALUE / 2) {
            throw new IllegalStateException("an outbox of " + room.capacity() + " bytes cannot grow");
        }
        ByteBuffer old = room.clear();
        ByteBuffer wider = ByteBuffer.allocate(2 * old.capacity());
        for (long from = headSeen; from < written; ) {
            int at = index(from);
            int count = (int) Math.min(written - from, old.capacity() - at);
            wider.put((int) (from & (wider.capacity() - 1)), old, at, count);
            from += count;
        }
        ring = wider;
        room = wider.duplicate();
    }

    private int index(long position) {
        return (int) (position & (room.capacity() - 1));
    }

    private static long size(int length) {
        // In longs, as a length may be close to the largest int.
        return (HEAD + (long) length + HEAD - 1) & -HEAD;
    }

    // ---- taking out

    /** How far there are messages to be taken; {@link #isTaken} tells when that is reached. */
    long takeUpTo() {
        long end = tail.get();
        ByteBuffer latest = ring;
        if (taking.capacity() != latest.capacity()) {
            taking = latest.duplicate();
        }
        return end;
    }

    boolean isTaken(long end) {
        return taken == end;
    }

    /** The oldest message, as a view that is valid until the next call; it stays in until {@link #takeNext}. */
    ByteBuffer takeFirst() {
        int at = takingIndex();
        int length = taking.clear().getInt(at);
        if (length < 0) {
            taken -= length;
            at = takingIndex();
            length = taking.getInt(at);
        }
        return taking.limit(at + HEAD + length).position(at + HEAD);
    }

    /**
     * Has done with the oldest message.
     *
     * @return where it ends
     */
    long takeNext(int length) {
        taken += size(length);
        return taken;
    }

    /** Gives the room of all that was taken back. */
    void free() {
        head.set(taken);
    }

    private int takingIndex() {
        return (int) (taken & (taking.capacity() - 1));
    }
}
