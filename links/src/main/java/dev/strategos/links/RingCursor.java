package dev.strategos.links;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How far one side of a ring has come. Its own thread moves it, and publishes it to the other side when it likes.
 *
 * <p>It lies on cache lines of its own, so that the two sides do not slow each other with every step: 128 bytes before and behind, as
 * processors fetch lines in pairs. The padding is in the classes above and below, because a virtual machine orders fields within a
 * class as it likes.
 */
@SuppressWarnings("unused")
final class RingCursor extends RingCursorFields {

    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(RingCursorFields.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    /** Lets the other side see how far this one has come, and all that was written before; without waiting for it to be seen. */
    void publish() {
        PUBLISHED.setRelease(this, position);
    }

    /** How far this side has come, for any thread. */
    long published() {
        return (long) PUBLISHED.getAcquire(this);
    }
}

/** What a cursor holds. */
@SuppressWarnings("unused")
abstract class RingCursorFields extends RingCursorPadding {

    /** For the side's own thread: how far it has come. */
    long position;
    /** For the side's own thread: how far it knows the other side to have come. */
    long otherSeen;

    long published;
}

/** Keeps what lies before a cursor away from it. */
@SuppressWarnings("unused")
abstract class RingCursorPadding {

    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
}
