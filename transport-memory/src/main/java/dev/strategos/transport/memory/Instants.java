package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** The lowest level of an {@link EventQueue}: a slot for each instant, a chain of events through {@link Event#next}. */
final class Instants {

    private final Slots slots = new Slots();
    /** The last event of each chain, whose next is the first. */
    private final @Nullable Event[] lasts = new @Nullable Event[Slots.COUNT];

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

    void append(Event event) {
        int slot = Slots.of(event.time, 0);
        Event last = lasts[slot];
        if (last == null) {
            slots.fill(slot);
            event.next = event;
        } else {
            event.next = last.next;
            last.next = event;
        }
        lasts[slot] = event;
    }

    Event removeFirst() {
        int slot = slots.first();
        Event last = lasts[slot];
        Event event = last == null ? null : last.next;
        if (last == null || event == null) {
            throw new IllegalStateException("a chain of the queue is broken");
        }
        if (event == last) {
            slots.clear(slot);
            lasts[slot] = null;
        } else {
            last.next = event.next;
        }
        event.next = null;
        return event;
    }
}
