package dev.strategos.transport.memory;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A level of an {@link EventQueue} above the lowest: each slot is an array of events, so that a slot that is dealt out is read without
 * following links from one event, far away in memory, to the next.
 */
final class Buckets {

    private static final int MOST_FREE = 16;

    private final int level;
    private final Slots slots = new Slots();
    private final @Nullable Bucket[] buckets = new @Nullable Bucket[Slots.COUNT];
    /** Empty ones, to be used again. */
    private final ArrayDeque<Bucket> free = new ArrayDeque<>(0);

    Buckets(int level) {
        this.level = level;
    }

    boolean isEmpty() {
        return slots.areEmpty();
    }

    long firstTime() {
        return bucket(slots.first()).least;
    }

    void append(Event event) {
        int slot = Slots.of(event.time, level);
        Bucket bucket = buckets[slot];
        if (bucket == null) {
            Bucket used = free.pollLast();
            bucket = used == null ? new Bucket() : used;
            buckets[slot] = bucket;
            slots.fill(slot);
        }
        bucket.append(event);
    }

    /** Empties the first slot into the levels below. */
    void dealOut(EventQueue queue) {
        int slot = slots.first();
        Bucket bucket = bucket(slot);
        slots.clear(slot);
        buckets[slot] = null;
        bucket.dealOut(queue);
        if (free.size() < MOST_FREE && bucket.isSmall()) {
            free.addLast(bucket);
        }
    }

    private Bucket bucket(int slot) {
        Bucket bucket = buckets[slot];
        if (bucket == null) {
            throw new IllegalStateException("slot " + slot + " of the queue is empty");
        }
        return bucket;
    }

    /** The events of one slot, in the order of adding. */
    private static final class Bucket {

        private static final int SMALLEST = 8;
        private static final int LARGEST_KEPT = 1 << 6;

        private @Nullable Event[] events = new @Nullable Event[SMALLEST];
        private int size;
        private long least = Long.MAX_VALUE;

        void append(Event event) {
            if (size == events.length) {
                events = Arrays.copyOf(events, 2 * size);
            }
            events[size++] = event;
            least = Math.min(least, event.time);
        }

        /** None of its events comes back here: as seen from the least of them, they belong to lower levels. */
        void dealOut(EventQueue queue) {
            for (int i = 0; i < size; i++) {
                Event event = events[i];
                events[i] = null;
                if (event != null) {
                    queue.append(event);
                }
            }
            size = 0;
            least = Long.MAX_VALUE;
        }

        boolean isSmall() {
            return events.length <= LARGEST_KEPT;
        }
    }
}
