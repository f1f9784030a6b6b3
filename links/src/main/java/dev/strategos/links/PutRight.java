package dev.strategos.links;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to put messages into an outbox: one thread at a time has it, for as long as it takes to encode a message.
 *
 * <p>A lock for many short turns: taking it costs one atomic operation, giving it back none, as nobody has to be woken. Who
 * finds it taken tries again, at first at once, then now and then. Not reentrant: a thread that has it and asks again is told so.
 */
final class PutRight {

    private static final VarHandle HOLDER;
    private static final int SPINS = 256;
    private static final long PARK_NANOS = 20_000;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(PutRight.class, "holder", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private @Nullable Thread holder;

    boolean tryTake() {
        return HOLDER.compareAndSet(this, null, Thread.currentThread());
    }

    void take() {
        for (int attempt = 0; !tryTake(); attempt++) {
            if (HOLDER.getOpaque(this) == Thread.currentThread()) {
                throw new IllegalStateException("a codec must not put messages into the outbox that it encodes for");
            }
            if (attempt < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PARK_NANOS);
            }
        }
    }

    /** All that was written under it is seen by whoever takes it next. */
    void giveBack() {
        HOLDER.setRelease(this, null);
    }
}
