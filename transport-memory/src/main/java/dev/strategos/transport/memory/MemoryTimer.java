package dev.strategos.transport.memory;

import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import java.time.Duration;

/**
 * A timer of one incarnation.
 *
 * <p>It has at most one event in the queue that counts. Arming later than that event leaves it there: when it fires too early it
 * goes back for the rest of the time. So a timer that is pushed off at every message costs the queue nothing.
 */
final class MemoryTimer implements Timer {

    private final MemoryEnvironment environment;
    private final Timeline timeline;
    private final Runnable action;
    private boolean armed;
    private long deadline;
    private Expiry queued;
    private boolean isQueued;

    MemoryTimer(MemoryEnvironment environment, Timeline timeline, Runnable action) {
        this.environment = environment;
        this.timeline = timeline;
        this.action = action;
        this.queued = new Expiry(0);
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
        long end = timeline.now() + delay.toNanos();
        deadline = end < 0 ? Long.MAX_VALUE : end;
        if (!isQueued || queued.time > deadline) {
            enqueue();
        }
    }

    @Override
    public boolean isArmed() {
        return armed;
    }

    private void enqueue() {
        queued = new Expiry(deadline);
        isQueued = true;
        timeline.at(deadline, queued);
    }

    private final class Expiry extends Event {

        private final long time;

        Expiry(long time) {
            this.time = time;
        }

        @Override
        MemoryNode node() {
            return environment.node();
        }

        @Override
        void fire() {
            if (queued != this || !environment.isAlive()) {
                return;
            }
            isQueued = false;
            if (!armed) {
                return;
            }
            if (deadline > timeline.now()) {
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
