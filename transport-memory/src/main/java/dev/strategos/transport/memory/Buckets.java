package dev.strategos.transport.memory;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A level of an {@link EventQueue} above the lowest: each slot is an array of times and of the events' places, so that a slot is dealt out
 * without a look at the events, which are far away in memory.
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

    void append(long time, int place) {
        int slot = Slots.of(time, level);
        Bucket bucket = buckets[slot];
        if (bucket == null) {
            Bucket used = free.pollLast();
            bucket = used == null ? new Bucket() : used;
            buckets[slot] = bucket;
            slots.fill(slot);
        }
        bucket.append(time, place);
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

        private long[] times = new long[SMALLEST];
        private int[] places = new int[SMALLEST];
        private int size;
        private long least = Long.MAX_VALUE;

        void append(long time, int place) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                places = Arrays.copyOf(places, 2 * size);
            }
            times[size] = time;
            places[size] = place;
            size++;
            least = Math.min(least, time);
        }

        /** None of its events comes back here: as seen from the least of them, they belong to lower levels. */
        void dealOut(EventQueue queue) {
            for (int i = 0; i < size; i++) {
                queue.append(times[i], places[i]);
            }
            size = 0;
            least = Long.MAX_VALUE;
        }

        boolean isSmall() {
            return times.length <= LARGEST_KEPT;
        }
    }
}
