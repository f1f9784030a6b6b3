package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** Time, as the parts of a network see it, and where they put what is to happen. Belongs to the one thread that fires the events. */
abstract class Timeline {

    /** Nanoseconds since the network was built. */
    abstract long now();

    /** The time that a trace tells. */
    long traceTime() {
        return now();
    }

    /** How many events have fired. */
    abstract long fired();

    /** The node whose turn it is; null between turns. */
    abstract @Nullable MemoryNode running();

    abstract void at(long time, Event event);

    /** An event that kept its place will not come again. */
    void forget(Event event) {}

    /** Adds an event after a delay; a sum beyond the end of time stays at the end. */
    final void after(long nanos, Event event) {
        at(later(now(), nanos), event);
    }

    /** So long after a time; the end of time if that is beyond it. */
    static long later(long time, long nanos) {
        long sum = time + nanos;
        return sum < time ? Long.MAX_VALUE : sum;
    }

    /** Runs an action as a turn of the node's loop, and what closes at its end. */
    abstract void turn(MemoryNode node, Runnable action);
}
