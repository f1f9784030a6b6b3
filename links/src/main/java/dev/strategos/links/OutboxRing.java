package dev.strategos.links;

import dev.strategos.core.SizedCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Messages side by side in one ring of bytes: one thread at a time puts in, one takes out, and neither waits for the other. No object
 * per message.
 *
 * <p>A record is a message's length and its bytes, in one piece, as in a batch of {@link BatchingLink}. Where it would cross the end of the
 * ring, a skip stands there instead: the negative of how far, or in one byte where there is no room for that. Positions count on for ever; a position's place is its remainder. The ring starts small and
 * doubles; a record that lies in one piece does so in a ring of twice the size too, so that positions keep their meaning.
 *
 * <pre>
 *   head                    tail
 *     │ length │ message │ …  │ free
 * </pre>
 *
 * <p>No fence per message: a position is published by a release, and each side writes to cache lines of its own. So a put is seen in time, and
 * whoever must know at once that the ring is empty has to exclude those who put in.
 *
 * <p>{@code put…} and {@link #publish} are for whoever holds the right to put in; {@code take…} and {@link #free} for
 * whoever has the right to take out; the rest is for both.
 */
final class OutboxRing {

    private static final int FIRST_BYTES = 1 << 13;
    private static final int HEAD = Integer.BYTES;
    private static final int SHORT_SKIP = 0x80;
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** How far messages were put in; what it saw of the other one is how far room was given back. */
    private final RingCursor tail = new RingCursor();
    /** How far messages were taken out and their room given back. */
    private final RingCursor head = new RingCursor();
    /** The whole ring; a reader that sees a tail sees the ring that this tail was written to, or a later one. */
    private volatile byte[] ring = new byte[FIRST_BYTES];

    /** The same ring as those who put in see it. */
    private ByteBuffer room = ByteBuffer.wrap(ring);

    /** For the one who takes out. */
    private int runMessages;

    boolean isEmpty() {
        return head.published() == tail.published();
    }

    // ---- putting in

    /**
     * Whether more fits in within a bound. Where nothing waits, whatever comes fits, so that nothing is stuck for ever.
     *
     * @param staged what waits outside of the ring, in bytes
     * @param more what is to come in, in bytes
     */
    boolean hasRoom(int staged, long more, long bound) {
        long end = tail.position + staged;
        if (end + more - tail.otherSeen > bound) {
            tail.otherSeen = head.published();
        }
        long waiting = end - tail.otherSeen;
        return waiting == 0 || waiting + more <= bound;
    }

    /** Writes a message behind all others; nobody sees it before {@link #publish}. */
    <T> void put(T message, int length, SizedCodec<T> codec) {
        long start = place(size(length));
        write(room, index(start), message, length, codec);
        tail.position = start + size(length);
    }

    /** Writes records behind all others, side by side; nobody sees them before {@link #publish}. */
    void putRun(byte[] records, int count) {
        long start = place(count);
        System.arraycopy(records, 0, room.array(), index(start), count);
        tail.position = start + count;
    }

    void publish() {
        if (tail.published != tail.position) {
            tail.publish();
        }
    }

    /** Writes a record. */
    static <T> void write(ByteBuffer room, int at, T message, int length, SizedCodec<T> codec) {
        room.clear().limit(at + HEAD + length).position(at);
        // A codec may have changed the order for the message before.
        room.order(ByteOrder.BIG_ENDIAN).putInt(length);
        codec.encode(message, room);
        if (room.hasRemaining()) {
            throw new IllegalStateException(
                    "the codec wrote " + room.remaining() + " bytes less than the " + length + " that it promised");
        }
    }

    private long place(long size) {
        long written = tail.position;
        while (true) {
            int left = room.capacity() - index(written);
            long start = left >= size ? written : written + left;
            if (start + size - tail.otherSeen > room.capacity()) {
                tail.otherSeen = head.published();
                if (start + size - tail.otherSeen > room.capacity()) {
                    grow();
                    continue;
                }
            }
            if (start != written) {
                writeSkip(index(written), left);
            }
            return start;
        }
    }

    /** No length begins with a byte above 0x7F, and no skip that takes an int with one below 0xC0. */
    private void writeSkip(int at, int left) {
        room.clear().order(ByteOrder.BIG_ENDIAN);
        if (left < HEAD) {
            room.put(at, (byte) (SHORT_SKIP + left));
        } else {
            room.putInt(at, -left);
        }
    }

    private void grow() {
        if (room.capacity() > Integer.MAX_VALUE / 2) {
            throw new IllegalStateException("an outbox of " + room.capacity() + " bytes cannot grow");
        }
        byte[] old = room.array();
        byte[] wider = new byte[2 * old.length];
        for (long from = tail.otherSeen; from < tail.position; ) {
            int at = index(from);
            int count = (int) Math.min(tail.position - from, old.length - at);
            System.arraycopy(old, at, wider, (int) (from & (wider.length - 1)), count);
            from += count;
        }
        ring = wider;
        room = ByteBuffer.wrap(wider);
    }

    private int index(long position) {
        return (int) (position & (room.capacity() - 1));
    }

    /** What a message takes, in bytes. */
    static long size(int length) {
        // In longs, as a length may be close to the largest int.
        return HEAD + (long) length;
    }

    // ---- taking out

    /** How far there are messages to be taken; {@link #isTaken} tells when that is reached. */
    long takeUpTo() {
        return tail.published();
    }

    boolean isTaken(long end) {
        return head.position == end;
    }

    /** The length of the oldest message, where there is one. */
    int firstLength() {
        byte[] bytes = ring;
        skip(bytes);
        return length(bytes, index(head.position, bytes));
    }

    /**
     * Finds the oldest records that lie side by side and fit into so many bytes; only the oldest one if that is longer.
     *
     * @return how many bytes they take
     */
    int findRun(long end, int most) {
        byte[] bytes = ring;
        skip(bytes);
        int start = index(head.position, bytes);
        // A record lies in one piece, and so does a run of records up to a skip or to the end of the ring.
        int stop = start + (int) Math.min(end - head.position, bytes.length - start);
        int at = start + HEAD + length(bytes, start);
        int messages = 1;
        while (stop - at >= HEAD) {
            int length = length(bytes, at);
            if (length < 0 || at + HEAD + length - start > most) {
                break;
            }
            at += HEAD + length;
            messages++;
        }
        runMessages = messages;
        return at - start;
    }

    /** How many messages are in the run that was found last. */
    int runMessages() {
        return runMessages;
    }

    /** Moves over a skip, if there is one. */
    private void skip(byte[] bytes) {
        int at = index(head.position, bytes);
        int first = Byte.toUnsignedInt(bytes[at]);
        if (first >= SHORT_SKIP) {
            head.position += first < SHORT_SKIP + HEAD ? first - SHORT_SKIP : -length(bytes, at);
        }
    }

    private static int length(byte[] bytes, int at) {
        return (int) LENGTH.get(bytes, at);
    }

    /**
     * Takes the oldest message out.
     *
     * @param length its length, as {@link #firstLength} has told
     * @param to gets its bytes
     */
    void takeFirst(int length, ByteBuffer to) {
        byte[] bytes = ring;
        to.put(bytes, index(head.position, bytes) + HEAD, length);
        head.position += size(length);
    }

    /**
     * Takes the oldest messages out, as the records that they are.
     *
     * @param count how many bytes, as {@link #findRun} has told
     * @param to gets them
     */
    void takeRun(int count, ByteBuffer to) {
        byte[] bytes = ring;
        to.put(bytes, index(head.position, bytes), count);
        head.position += count;
    }

    /**
     * Gives the room of all that was taken back.
     *
     * @return how many bytes that are
     */
    long free() {
        long freed = head.position - head.published;
        head.publish();
        return freed;
    }

    private static int index(long position, byte[] bytes) {
        return (int) (position & (bytes.length - 1));
    }
}
