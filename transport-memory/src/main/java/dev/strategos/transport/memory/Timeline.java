package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** The network's time and what is to happen in it. Belongs to the one thread that fires its events. */
final class Timeline {

    private final EventQueue queue = new EventQueue();
    private long now;
    private @Nullable MemoryNode running;

    /** Nanoseconds since the network was built. */
    long now() {
        return now;
    }

    /** The node whose turn it is; null between turns. */
    @Nullable
    MemoryNode running() {
        return running;
    }

    void at(long time, Event event) {
        queue.add(Math.max(time, now), event);
    }

    /** Adds an event after a delay; a sum beyond the end of time stays at the end. */
    void after(long nanos, Event event) {
        long time = now + nanos;
        at(time < now ? Long.MAX_VALUE : time, event);
    }

    boolean hasEventUntil(long limit) {
        return !queue.isEmpty() && queue.firstTime() <= limit;
    }

    /** When the next event is due; the end of time if there is none. */
    long nextTime() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstTime();
    }

    /** Moves time forward with nothing happening. */
    void advanceTo(long time) {
        now = Math.max(now, time);
    }

    /** Fires the first event, or puts it off while its node stands still. */
    void fireNext() {
        now = Math.max(now, queue.firstTime());
        Event event = queue.removeFirst();
        MemoryNode node = event.node();
        if (node == null) {
            event.fire();
        } else if (!node.defers(event)) {
            turn(node, event::fire);
        }
    }

    /** Runs an action as a turn of the node's loop, and what closes at its end. */
    void turn(MemoryNode node, Runnable action) {
        MemoryNode before = running;
        running = node;
        try {
            node.turn(action);
        } finally {
            running = before;
        }
    }
}
