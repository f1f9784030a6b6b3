package dev.strategos.transport.memory;

import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A timer of one incarnation.
 *
 * <p>It has at most one event in the queue that counts. Arming later than that event leaves it there: when it fires too early it
 * goes back for the rest of the time. So a timer that is pushed off at every message costs the queue nothing.
 */
final class MemoryTimer implements Timer {

    private final MemoryEnvironment environment;
    private final Timeline timeline;
    private final NodeClock clock;
    private final Runnable action;
    private boolean armed;
    /** By the node's own clock. */
    private long deadline;

    private Expiry queued;
    private boolean isQueued;

    @Nullable
    MemoryTimer previous;

    @Nullable
    MemoryTimer next;

    MemoryTimer(MemoryEnvironment environment, Timeline timeline, NodeClock clock, Runnable action) {
        this.environment = environment;
        this.timeline = timeline;
        this.clock = clock;
        this.action = action;
        this.queued = new Expiry();
    }

    @Override
    public void cancel() {
        environment.requireLoop("Timer.cancel");
        armed = false;
    }

    @Override
    public void rearm(Duration delay) {
        environment.requireLoop("Timer.rearm");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: must be zero or more, but was " + delay);
        }
        armed = true;
        long now = clock.at(timeline.now());
        long end = now + delay.toNanos();
        deadline = end < now ? Long.MAX_VALUE : end;
        if (!isQueued || queued.due > due()) {
            enqueue();
        }
    }

    /** When the node's clock will read the deadline, in the network's time. */
    private long due() {
        return clock.whenItReads(deadline);
    }

    /** The clock runs otherwise from now on. An event that is now too early goes back when it fires. */
    void reschedule() {
        if (armed && queued.due > due()) {
            enqueue();
        }
    }

    @Override
    public boolean isArmed() {
        return armed;
    }

    private void enqueue() {
        if (isQueued) {
            queued = new Expiry();
        } else {
            isQueued = true;
            environment.timers().add(this);
        }
        queued.due = due();
        timeline.at(queued.due, queued);
    }

    private final class Expiry extends Event {

        private long due;

        @Override
        MemoryNode node() {
            return environment.node();
        }

        @Override
        boolean isLive() {
            return queued == this && environment.isAlive();
        }

        @Override
        boolean isPending() {
            return armed;
        }

        @Override
        public Kind kind() {
            return Kind.TIMER;
        }

        /** A timer that was armed anew for later is not due before. */
        @Override
        public long dueNanos() {
            return due();
        }

        /** Which of a node's timers it is shows in what it does; the action's class is one for each place in a source. */
        @Override
        void addTo(Fingerprint digest) {
            digest.add(action.getClass().getName());
        }

        @Override
        public void run() {
            if (queued != this || !environment.isAlive()) {
                return;
            }
            isQueued = false;
            environment.timers().remove(MemoryTimer.this);
            if (!armed) {
                return;
            }
            if (deadline > clock.at(timeline.now())) {
                enqueue();
                return;
            }
            armed = false;
            if (environment.tracer().isOn()) {
                environment.tracer().trace(new TraceEvent.TimerFired());
            }
            action.run();
        }
    }
}
