package dev.strategos.transport.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that are through, to be used again, and the buffers in which messages are written and read: a message costs no allocation. What
 * a receiver keeps of a borrowed buffer is overwritten, as it would be on a real transport.
 */
final class FramePool {

    private static final int SMALLEST = 64;
    private static final int POOLED = 1 << 12;
    private static final int FIRST_ROOM = 256;
    /** Of each size. Where a message that arrives lets another be sent, one is enough, however many are under way. */
    private static final int MOST_FREE = 16;

    private final Timeline timeline;
    /** By size: 64 bytes, 128, and so on to {@link #POOLED}. */
    private final List<ArrayDeque<Frame>> free = new ArrayList<>();

    private final ArrayDeque<ByteBuffer> rooms = new ArrayDeque<>(0);
    private byte[] read = new byte[FIRST_ROOM];
    private ByteBuffer reading = ByteBuffer.wrap(read).asReadOnlyBuffer();

    FramePool(Timeline timeline) {
        this.timeline = timeline;
        for (int size = SMALLEST; size <= POOLED; size *= 2) {
            free.add(new ArrayDeque<>(0));
        }
    }

    /** A frame for a message of this length. */
    Frame take(int length) {
        if (length > POOLED) {
            return new Frame(this, length);
        }
        int size = sizeOf(length);
        Frame frame = free.get(size).pollLast();
        return frame == null ? new Frame(this, SMALLEST << size) : frame;
    }

    void give(Frame frame) {
        int capacity = frame.bytes().length;
        if (capacity <= POOLED) {
            ArrayDeque<Frame> same = free.get(sizeOf(capacity));
            if (same.size() < MOST_FREE) {
                same.addLast(frame);
                return;
            }
        }
        timeline.forget(frame);
    }

    /** The smallest size that has room for this length. */
    private static int sizeOf(int length) {
        int above = Math.max(length, SMALLEST) - 1;
        return Integer.SIZE - Integer.numberOfLeadingZeros(above) - Integer.numberOfTrailingZeros(SMALLEST);
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
