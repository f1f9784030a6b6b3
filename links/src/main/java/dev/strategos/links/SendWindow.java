package dev.strategos.links;

import dev.strategos.core.Undetermined;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session that are not acknowledged yet: a ring of slots over a ring of bytes.
 *
 * <p>A message is written once, by its claim, and lies in one piece; where it would wrap around the end of the bytes, the rest of the
 * ring is skipped. Room is free again when the oldest message is acknowledged. Both rings start small and grow to their bounds.
 *
 * <pre>
 *    base            next            base + window
 *     │ sent, unacked │ free slots      │
 * </pre>
 */
final class SendWindow {

    private static final int FIRST_SLOTS = 64;
    private static final int FIRST_BYTES = 1 << 13;

    private final int maxSlots;
    private final int maxBytes;
    private final boolean inOrder;
    private Slot[] slots;
    private ByteBuffer bytes;

    private long base;
    private long next;
    /** Where the next message's bytes may begin, and where the oldest one's do. */
    private int head;

    private int tail;
    private long latestTransmission;
    private int claimedOffset = -1;
    private int claimedLength;

    /**
     * An empty window.
     *
     * @param inOrder whether a message counts as confirmed only with all before it, as it must be where the peer holds back what
     *     overtook others
     */
    SendWindow(int window, int windowBytes, boolean inOrder, long firstSequence) {
        this.maxSlots = window;
        this.maxBytes = windowBytes;
        this.inOrder = inOrder;
        this.base = firstSequence;
        this.next = firstSequence;
        this.slots = newSlots(Math.min(FIRST_SLOTS, window));
        this.bytes = ByteBuffer.allocate(Math.min(FIRST_BYTES, windowBytes));
    }

    /** The oldest message that is not acknowledged; {@link #next} if there is none. */
    long base() {
        return base;
    }

    /** The sequence of the next message. */
    long next() {
        return next;
    }

    int size() {
        return (int) (next - base);
    }

    boolean isEmpty() {
        return base == next;
    }

    /** How many bytes the messages take, and what had to be skipped for them. */
    int usedBytes() {
        if (isEmpty()) {
            return 0;
        }
        return head > tail ? head - tail : bytes.capacity() - tail + head;
    }

    /** Opens room for one message; null if the window has none. The room stays the window's, as one view that it keeps. */
    @Nullable
    ByteBuffer claim(int length) {
        if (size() == slots.length && !growSlots()) {
            return null;
        }
        int offset = place(length);
        while (offset < 0 && growBytes()) {
            offset = place(length);
        }
        if (offset < 0) {
            return null;
        }
        claimedOffset = offset;
        claimedLength = length;
        return bytes.limit(offset + length).position(offset);
    }

    private boolean growSlots() {
        if (slots.length == maxSlots) {
            return false;
        }
        Slot[] wider = newSlots(2 * slots.length);
        for (long sequence = base; sequence != next; sequence++) {
            wider[(int) sequence & (wider.length - 1)] = slot(sequence);
        }
        slots = wider;
        return true;
    }

    /** Doubles the ring of bytes and lays the messages from its start on. */
    private boolean growBytes() {
        if (bytes.capacity() == maxBytes) {
            return false;
        }
        ByteBuffer wider = ByteBuffer.allocate((int) Math.min(maxBytes, 2L * bytes.capacity()));
        for (long sequence = base; sequence != next; sequence++) {
            ByteBuffer message = message(sequence);
            slot(sequence).offset = wider.position();
            wider.put(message);
        }
        head = wider.position();
        tail = 0;
        bytes = wider;
        return true;
    }

    private static Slot[] newSlots(int count) {
        Slot[] slots = new Slot[count];
        Arrays.setAll(slots, i -> new Slot());
        return slots;
    }

    private int place(int length) {
        if (isEmpty()) {
            head = 0;
            tail = 0;
            return length <= bytes.capacity() ? 0 : -1;
        }
        if (head >= tail) {
            if (bytes.capacity() - head >= length) {
                return head;
            }
            // Full rings must not look empty: the head never catches up with the tail.
            return length < tail ? 0 : -1;
        }
        return length < tail - head ? head : -1;
    }

    /** Gives the claimed message its sequence. */
    long commit(long now, @Nullable Consumer<Outcome> outcome) {
        Slot slot = slot(next);
        slot.offset = claimedOffset;
        slot.length = claimedLength;
        slot.acceptedAt = now;
        slot.transmissions = 0;
        slot.acknowledged = false;
        slot.outcome = outcome;
        head = claimedOffset + claimedLength;
        claimedOffset = -1;
        return next++;
    }

    void abandon() {
        claimedOffset = -1;
    }

    /** The message's bytes, as a view that is valid until the next call of this window. */
    ByteBuffer message(long sequence) {
        Slot slot = slot(sequence);
        return bytes.limit(slot.offset + slot.length).position(slot.offset);
    }

    int length(long sequence) {
        return slot(sequence).length;
    }

    void transmitted(long sequence, long now) {
        Slot slot = slot(sequence);
        slot.sentAt = now;
        slot.transmissions++;
        slot.transmission = ++latestTransmission;
    }

    /** The number of the transmission made last; they are counted from 1 on, over all messages. */
    long latestTransmission() {
        return latestTransmission;
    }

    /** The number of the message's last transmission. */
    long transmission(long sequence) {
        return slot(sequence).transmission;
    }

    long acceptedAt(long sequence) {
        return slot(sequence).acceptedAt;
    }

    long sentAt(long sequence) {
        return slot(sequence).sentAt;
    }

    int transmissions(long sequence) {
        return slot(sequence).transmissions;
    }

    boolean contains(long sequence) {
        return sequence - base >= 0 && sequence - next < 0;
    }

    boolean isAcknowledged(long sequence) {
        return slot(sequence).acknowledged;
    }

    /** Marks a message of the window as acknowledged. */
    void acknowledge(long sequence) {
        Slot slot = slot(sequence);
        slot.acknowledged = true;
        if (!inOrder) {
            slot.tell(Outcome.ACKNOWLEDGED);
        }
    }

    /** Frees all that is acknowledged from the oldest on. */
    void slide() {
        while (base != next && isAcknowledged(base)) {
            slot(base++).tell(Outcome.ACKNOWLEDGED);
        }
        tail = isEmpty() ? head : slot(base).offset;
    }

    private boolean isConfirmed(long sequence) {
        return !inOrder && isAcknowledged(sequence);
    }

    /** All that is left, for a session that has ended. */
    Undetermined undetermined() {
        return new Undetermined() {
            @Override
            public int count() {
                int count = 0;
                for (long sequence = base; sequence != next; sequence++) {
                    count += isConfirmed(sequence) ? 0 : 1;
                }
                return count;
            }

            @Override
            public void forEach(Consumer<ByteBuffer> action) {
                for (long sequence = base; sequence != next; sequence++) {
                    if (!isConfirmed(sequence)) {
                        action.accept(message(sequence).slice().asReadOnlyBuffer());
                    }
                }
            }
        };
    }

    /** Whoever waits for a message of this session, which has ended; in the order of the messages. */
    List<Consumer<Outcome>> takeOutcomes() {
        List<Consumer<Outcome>> outcomes = new ArrayList<>();
        for (long sequence = base; sequence != next; sequence++) {
            Consumer<Outcome> outcome = slot(sequence).outcome;
            if (outcome != null) {
                slot(sequence).outcome = null;
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private Slot slot(long sequence) {
        return slots[(int) sequence & (slots.length - 1)];
    }

    /** One message's place; reused for the message that comes a window later. */
    private static final class Slot {

        private int offset;
        private int length;
        private long acceptedAt;
        private long sentAt;
        private int transmissions;
        private long transmission;
        private boolean acknowledged;
        private @Nullable Consumer<Outcome> outcome;

        /** Tells whoever waits what became of the message, once. */
        private void tell(Outcome what) {
            Consumer<Outcome> listener = outcome;
            if (listener != null) {
                outcome = null;
                listener.accept(what);
            }
        }
    }
}
