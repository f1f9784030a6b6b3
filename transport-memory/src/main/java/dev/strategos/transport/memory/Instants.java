package dev.strategos.transport.memory;

import java.util.Arrays;

/** The lowest level of an {@link EventQueue}: a slot for each instant, a chain of events through {@link Places#next}. */
final class Instants {

    private final Places places;
    private final Slots slots = new Slots();
    /** The last event of each chain, whose next is the first. */
    private final int[] lasts = new int[Slots.COUNT];

    Instants(Places places) {
        this.places = places;
        Arrays.fill(lasts, Event.NOWHERE);
    }

    boolean isEmpty() {
        return slots.areEmpty();
    }

    boolean isFilled(long time) {
        return slots.isFilled(Slots.of(time, 0));
    }

    /** When the first event is due, of the same higher digits as the given time. */
    long firstTime(long near) {
        return (near & -Slots.COUNT) | slots.first();
    }

    void append(long time, int place) {
        int slot = Slots.of(time, 0);
        int last = lasts[slot];
        if (last == Event.NOWHERE) {
            slots.fill(slot);
            places.chain(place, place);
        } else {
            places.chain(place, places.next(last));
            places.chain(last, place);
        }
        lasts[slot] = place;
    }

    int removeFirst() {
        int slot = slots.first();
        int last = lasts[slot];
        if (last == Event.NOWHERE) {
            throw new IllegalStateException("a chain of the queue is broken");
        }
        int first = places.next(last);
        if (first == last) {
            slots.clear(slot);
            lasts[slot] = Event.NOWHERE;
        } else {
            places.chain(last, places.next(first));
        }
        return first;
    }
}
