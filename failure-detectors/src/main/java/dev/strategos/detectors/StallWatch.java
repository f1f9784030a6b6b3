package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Timer;
import java.time.Duration;

/**
 * The detector's one timer, which also tells when this node stood still: it is never armed for longer than the tolerance, and if it is
 * found overdue by more than that, nothing was looked at in the meantime.
 */
final class StallWatch {

    private final long tolerance;
    private final Timer timer;
    private long due;
    private long resumed;
    private boolean stalledOnce;

    StallWatch(Environment environment, Duration tolerance, Runnable action) {
        this.tolerance = tolerance.toNanos();
        this.timer = environment.schedule(Duration.ZERO, action);
        this.due = environment.clock().nanos();
    }

    /** By how much the timer is overdue, if that is a stall; 0 if not. To be asked first in each turn; a stall is told once. */
    long stalled(long now) {
        long late = now - due;
        if (late <= tolerance) {
            return 0;
        }
        due = now;
        resumed = now;
        stalledOnce = true;
        return late;
    }

    /** Whether a stall ended less than so long ago. */
    boolean stalledWithin(long time, long now) {
        return stalledOnce && now - resumed < time;
    }

    /** Sees to it that the action runs at that instant, or sooner. */
    void armAt(long instant, long now) {
        long wait = Math.max(0, Math.min(tolerance, instant - now));
        due = now + wait;
        timer.rearm(Duration.ofNanos(wait));
    }

    /** Sees to it that the action runs at that instant at the latest. */
    void armNoLaterThan(long instant, long now) {
        if (instant - due < 0) {
            armAt(instant, now);
        }
    }

    void cancel() {
        timer.cancel();
    }
}
