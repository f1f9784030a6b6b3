package dev.strategos.transport.netty;

import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A timer on the loop. Rearming to a later time costs two stores: the alarm that is set goes off early and is set again. */
final class LoopTimer implements Timer {

    private final NodeContext node;
    private final Runnable action;
    private final Runnable alarm = this::alarm;
    private @Nullable Future<?> set;
    private long setFor;
    private long due;
    private boolean armed;

    LoopTimer(NodeContext node, Runnable action) {
        this.node = node;
        this.action = action;
    }

    @Override
    public void cancel() {
        node.requireLoop("Timer.cancel");
        armed = false;
        disarm();
    }

    @Override
    public void rearm(Duration delay) {
        node.requireLoop("Timer.rearm");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: must be zero or more, but was " + delay);
        }
        long now = System.nanoTime();
        due = now + saturatedNanos(delay);
        armed = true;
        if (set == null || setFor - due > 0) {
            disarm();
            set(now);
        }
    }

    @Override
    public boolean isArmed() {
        return armed;
    }

    private void set(long now) {
        setFor = due;
        set = node.loop().schedule(alarm, Math.max(0, due - now));
    }

    private void disarm() {
        if (set != null) {
            set.cancel(false);
            set = null;
        }
    }

    private void alarm() {
        set = null;
        if (!armed) {
            return;
        }
        long now = System.nanoTime();
        if (due - now > 0) {
            set(now);
            return;
        }
        armed = false;
        if (node.tracer().isOn()) {
            node.tracer().trace(new TraceEvent.TimerFired());
        }
        node.guarded("a timer", action);
    }

    /** A quarter of all nanoseconds, 73 years, is long enough, and adding it to a clock does not overflow into the past. */
    static long saturatedNanos(Duration delay) {
        long most = Long.MAX_VALUE / 4;
        return delay.compareTo(Duration.ofNanos(most)) >= 0 ? most : delay.toNanos();
    }
}
