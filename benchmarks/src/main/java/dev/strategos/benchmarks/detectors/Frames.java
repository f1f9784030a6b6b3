package dev.strategos.benchmarks.detectors;

import java.nio.ByteBuffer;

/** Frames of a detector's channel as they are on the wire, see docs/wire-format-detectors.md. */
final class Frames {

    private static final byte HEARTBEAT = 1;
    private static final byte QUESTION = 2;
    private static final byte ANSWER = 3;

    private final ByteBuffer room = ByteBuffer.allocate(25);

    /** Valid until the next call. */
    ByteBuffer heartbeat(long number, long due, long interval) {
        return room.clear()
                .put(HEARTBEAT)
                .putLong(number)
                .putLong(due)
                .putLong(interval)
                .flip();
    }

    /** Valid until the next call. */
    ByteBuffer answer(long number, long question) {
        return room.clear().put(ANSWER).putLong(number).putLong(question).flip();
    }

    static boolean isQuestion(ByteBuffer frame) {
        return frame.get(0) == QUESTION;
    }

    static long number(ByteBuffer frame) {
        return frame.getLong(1);
    }
}
