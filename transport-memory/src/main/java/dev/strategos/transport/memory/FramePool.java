package dev.strategos.transport.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * Frames that are through, to be used again, and the buffers in which messages are written and read: a message costs no allocation. What
 * a receiver keeps of a borrowed buffer is overwritten, as it would be on a real transport.
 */
final class FramePool {

    private static final int SMALL = 64;
    private static final int POOLED = 1 << 12;
    private static final int FIRST_ROOM = 256;
    private static final int MAX_KEPT = 1 << 17;

    /** Frames of {@link #SMALL} bytes and of {@link #POOLED} bytes. */
    private final ArrayDeque<Frame> small = new ArrayDeque<>();

    private final ArrayDeque<Frame> large = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> rooms = new ArrayDeque<>();
    private byte[] read = new byte[FIRST_ROOM];
    private ByteBuffer reading = ByteBuffer.wrap(read).asReadOnlyBuffer();

    /** A frame for a message of this length. */
    Frame take(int length) {
        if (length > POOLED) {
            return new Frame(this, length);
        }
        Frame frame = length <= SMALL ? small.pollLast() : large.pollLast();
        return frame == null ? new Frame(this, length <= SMALL ? SMALL : POOLED) : frame;
    }

    void give(Frame frame) {
        int capacity = frame.bytes().length;
        ArrayDeque<Frame> free = capacity == SMALL ? small : large;
        if (capacity <= POOLED && free.size() < MAX_KEPT) {
            free.addLast(frame);
        }
    }

    /** Room in which a sender writes a message of this length. */
    ByteBuffer takeRoom(int length) {
        ByteBuffer room = rooms.pollLast();
        if (room == null || room.capacity() < length) {
            room = ByteBuffer.allocate(Math.max(length, FIRST_ROOM));
        }
        return room.clear().limit(length).order(ByteOrder.BIG_ENDIAN);
    }

    void giveRoom(ByteBuffer room) {
        if (room.capacity() <= POOLED) {
            rooms.addLast(room);
        }
    }

    /** A frame's message, for the receiver to read until the next is asked for. */
    ByteBuffer borrowed(Frame frame) {
        int length = frame.length();
        if (length > POOLED) {
            return ByteBuffer.wrap(frame.bytes()).asReadOnlyBuffer();
        }
        if (length > read.length) {
            read = new byte[POOLED];
            reading = ByteBuffer.wrap(read).asReadOnlyBuffer();
        }
        System.arraycopy(frame.bytes(), 0, read, 0, length);
        return reading.clear().limit(length).order(ByteOrder.BIG_ENDIAN);
    }
}
