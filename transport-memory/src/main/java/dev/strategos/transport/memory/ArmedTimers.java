package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** The timers of one incarnation that are in the queue, to be told when the clock changes. A list through the timers: no allocation. */
final class ArmedTimers {

    private @Nullable MemoryTimer first;

    void add(MemoryTimer timer) {
        timer.next = first;
        timer.previous = null;
        if (first != null) {
            first.previous = timer;
        }
        first = timer;
    }

    void remove(MemoryTimer timer) {
        if (timer.previous == null) {
            first = timer.next;
        } else {
            timer.previous.next = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.next = null;
        timer.previous = null;
    }

    void reschedule() {
        for (MemoryTimer timer = first; timer != null; timer = timer.next) {
            timer.reschedule();
        }
    }
}
