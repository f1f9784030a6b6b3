package dev.strategos.transport.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the events in an {@link EventQueue}, which goes by them: to move a number costs a collector of garbage nothing, to move a
 * reference from one old object to another does.
 */
final class Places {

    private static final int FIRST_ROOM = 64;

    private @Nullable Event[] events = new @Nullable Event[FIRST_ROOM];
    /** Where an event is chained, the next of its chain; where none is, the next free place. */
    private int[] next = new int[FIRST_ROOM];

    private int firstFree = Event.NOWHERE;
    private int used;

    /** The place of an event; it is given one unless it has kept the one that it had. */
    int of(Event event) {
        if (event.place == Event.NOWHERE) {
            event.place = take();
            events[event.place] = event;
        }
        return event.place;
    }

    private int take() {
        int free = firstFree;
        if (free != Event.NOWHERE) {
            firstFree = next[free];
            return free;
        }
        if (used == events.length) {
            events = Arrays.copyOf(events, 2 * used);
            next = Arrays.copyOf(next, 2 * used);
        }
        return used++;
    }

    Event at(int place) {
        Event event = events[place];
        if (event == null) {
            throw new IllegalStateException("place " + place + " of the queue is empty");
        }
        return event;
    }

    /** Gives a place back. */
    void leave(Event event) {
        int place = event.place;
        if (place != Event.NOWHERE) {
            event.place = Event.NOWHERE;
            events[place] = null;
            next[place] = firstFree;
            firstFree = place;
        }
    }

    int next(int place) {
        return next[place];
    }

    void chain(int place, int nextPlace) {
        next[place] = nextPlace;
    }
}
