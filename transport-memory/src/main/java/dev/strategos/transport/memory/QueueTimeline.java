package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** One time for all nodes, in which events fire in their order. */
final class QueueTimeline extends Timeline {

    private final EventQueue queue = new EventQueue();
    private long now;
    private long fired;
    private @Nullable MemoryNode running;

    @Override
    long now() {
        return now;
    }

    @Override
    long fired() {
        return fired;
    }

    @Override
    @Nullable
    MemoryNode running() {
        return running;
    }

    @Override
    void at(long time, Event event) {
        queue.add(Math.max(time, now), event);
    }

    @Override
    void forget(Event event) {
        queue.forget(event);
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
        fired++;
        Event event = queue.removeFirst();
        MemoryNode node = event.node();
        if (node == null) {
            event.run();
        } else if (!node.defers(event)) {
            turn(node, event);
        }
    }

    @Override
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
