package dev.strategos.transport.memory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Time that passes when somebody asks for it: in the thread that built the network, one event after the other. */
final class VirtualTime implements Driver {

    private final QueueTimeline timeline;
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    VirtualTime(QueueTimeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public <A> A call(Supplier<A> action) {
        requireOwner();
        return action.get();
    }

    @Override
    public boolean post(Runnable action) {
        requireOwner();
        if (!closed) {
            action.run();
        }
        return !closed;
    }

    @Override
    public boolean isLoopThread() {
        return Thread.currentThread() == owner;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Fires events until the condition holds or the time is over; then it is exactly that time. */
    boolean runUntil(BooleanSupplier condition, Duration atMost) {
        requireOwner();
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("duration: must be zero or more, but was " + atMost);
        }
        if (timeline.running() != null) {
            throw new IllegalStateException("time cannot be advanced from within a turn of node '"
                    + timeline.running().id() + "'");
        }
        long limit = Math.addExact(timeline.now(), atMost.toNanos());
        boolean holds = condition.getAsBoolean();
        while (!holds && timeline.hasEventUntil(limit)) {
            timeline.fireNext();
            holds = condition.getAsBoolean();
        }
        if (!holds) {
            timeline.advanceTo(limit);
        }
        return holds;
    }

    private void requireOwner() {
        if (!isLoopThread()) {
            throw new IllegalStateException("virtual time belongs to thread '" + owner.getName()
                    + "', but was called from '" + Thread.currentThread().getName()
                    + "'; build the network with realTime() to use several threads");
        }
    }
}
