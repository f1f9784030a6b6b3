package dev.strategos.transport.memory;

import java.util.Arrays;

/**
 * Events in the order of their time; those of the same instant in the order in which they were added. No event may be added before
 * the time of the one removed last.
 *
 * <p>A hierarchical timing wheel (Varghese and Lauck, 1987) in the form of a radix heap: a time is a number of digits, and an event
 * waits at the level of the highest digit in which its time differs from the time removed last, in the slot of that digit. At the
 * lowest level a slot is one instant. Where that level is empty, the first slot of the next one that is not is dealt out to the levels
 * below. Events of one instant are in one slot at any time, each slot keeps the order of adding, and so does dealing out. So adding and
 * removing take constant time, and nothing is allocated once the slots are large enough.
 */
final class EventQueue {

    private static final int HIGHER_LEVELS = Long.SIZE / Slots.DIGIT_BITS;
    private static final long UNKNOWN = -1;

    private final Places places = new Places();
    private final Instants instants = new Instants(places);
    private final Buckets[] higher = new Buckets[HIGHER_LEVELS];
    private int size;
    /** The time of the event removed last, or the beginning of what was dealt out last. */
    private long removed;
    /** When the first event is due, if it is known. */
    private long first = UNKNOWN;

    EventQueue() {
        Arrays.setAll(higher, index -> new Buckets(index + 1));
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first event is due. */
    long firstTime() {
        if (first == UNKNOWN) {
            first = instants.isEmpty() ? lowest().firstTime() : instants.firstTime(removed);
        }
        return first;
    }

    void add(long time, Event event) {
        if (time < removed) {
            throw new IllegalArgumentException("time: must be at least " + removed + ", but was " + time);
        }
        event.time = time;
        append(time, places.of(event));
        if (time < first || size == 0) {
            first = time;
        }
        size++;
    }

    Event removeFirst() {
        removed = firstTime();
        if (instants.isEmpty()) {
            lowest().dealOut(this);
        }
        Event event = places.at(instants.removeFirst());
        if (!event.keepsPlace()) {
            places.leave(event);
        }
        first = instants.isFilled(removed) ? removed : UNKNOWN;
        size--;
        return event;
    }

    /** An event that kept its place, and is not in the queue, gives it back. */
    void forget(Event event) {
        places.leave(event);
    }

    /** Puts an event where it belongs, as seen from the time removed last. */
    void append(long time, int place) {
        long difference = time ^ removed;
        int level = difference == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(difference)) / Slots.DIGIT_BITS;
        if (level == 0) {
            instants.append(time, place);
        } else {
            higher[level - 1].append(time, place);
        }
    }

    private Buckets lowest() {
        for (Buckets level : higher) {
            if (!level.isEmpty()) {
                return level;
            }
        }
        throw new IllegalStateException("no event is left");
    }
}
