package dev.strategos.detectors;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The frames of a detector's channel, as in docs/wire-format-detectors.md: a kind, a number that grows with each frame to the same
 * peer, and up to two numbers more.
 *
 * @param kind what it is
 * @param sequence counts the frames of the sender's life to this receiver from 1
 * @param first for a heartbeat the instant at which it was due, for an answer the probe's sequence, for a request the interval; else 0
 * @param second for a heartbeat its sender's interval; else 0
 */
record HeartbeatFrame(Kind kind, long sequence, long first, long second) {

    /** What a frame says. */
    enum Kind {
        /** I am alive. */
        HEARTBEAT(1, 2),
        /** Are you? */
        PROBE(2, 0),
        /** I am; to a probe. */
        ANSWER(3, 1),
        /** Send me heartbeats at this interval. */
        REQUEST(4, 1);

        private static final Kind[] ALL = values();

        private final byte code;
        private final int numbers;

        Kind(int code, int numbers) {
            this.code = (byte) code;
            this.numbers = numbers;
        }

        int bytes() {
            return 1 + Long.BYTES * (1 + numbers);
        }
    }

    /** The longest frame. */
    static final int MAX_BYTES = Kind.HEARTBEAT.bytes();

    void write(ByteBuffer room) {
        room.put(kind.code).putLong(sequence);
        if (kind.numbers > 0) {
            room.putLong(first);
        }
        if (kind.numbers > 1) {
            room.putLong(second);
        }
    }

    static HeartbeatFrame read(ByteBuffer bytes) throws MalformedMessageException {
        int length = bytes.remaining();
        int code = length == 0 ? 0 : bytes.get();
        if (code < 1 || code > Kind.ALL.length) {
            throw new MalformedMessageException("no kind of frame has the code " + code);
        }
        Kind kind = Kind.ALL[code - 1];
        if (length != kind.bytes()) {
            throw new MalformedMessageException(
                    "a frame of kind " + kind + " has " + kind.bytes() + " bytes, not " + length);
        }
        long sequence = bytes.getLong();
        long first = kind.numbers > 0 ? bytes.getLong() : 0;
        long second = kind.numbers > 1 ? bytes.getLong() : 0;
        long interval = kind == Kind.HEARTBEAT ? second : first;
        if (sequence < 1) {
            throw new MalformedMessageException("the sequence must be at least 1, but was " + sequence);
        }
        if ((kind == Kind.HEARTBEAT || kind == Kind.REQUEST)
                && (interval < 1 || interval > Require.LONGEST.toNanos())) {
            throw new MalformedMessageException(
                    "the interval must be 1 to " + Require.LONGEST.toNanos() + " ns, but was " + interval);
        }
        return new HeartbeatFrame(kind, sequence, first, second);
    }
}
