package dev.strategos.links;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of {@link LoggedLink}; {@code docs/wire-format-links.md} is the authority on them.
 *
 * <pre>
 * OPEN    1 │ attempt (4) │ stream (8+4) │ base (8) │ cause (1)
 * STATE   2 │ attempt (4) │ verdict (1) │ watermark (8) │ last tag (8)
 * DATA    3 │ sequence (8) │ tag (8) │ message
 * ACK     4 │ watermark (8)
 * RESUME  5
 * </pre>
 */
final class LoggedFrame {

    static final byte OPEN = 1;
    static final byte STATE = 2;
    static final byte DATA = 3;
    static final byte ACK = 4;
    static final byte RESUME = 5;

    static final int OPEN_BYTES = 1 + Integer.BYTES + StreamId.BYTES + Long.BYTES + 1;
    static final int STATE_BYTES = 1 + Integer.BYTES + 1 + Long.BYTES + Long.BYTES;
    static final int DATA_BYTES = 1 + Long.BYTES + Long.BYTES;
    static final int ACK_BYTES = 1 + Long.BYTES;
    static final int RESUME_BYTES = 1;

    /** What a receiver makes of a stream that is opened. */
    enum Verdict {
        /** It goes on where the watermark says. */
        KNOWN(0),
        /** It is new here, and so is its sender. */
        NEW(1),
        /** It takes the place of an earlier stream. */
        REPLACES(2),
        /** Its beginning is gone: refused. */
        UNKNOWN(3),
        /** A later stream of this sender is known: refused. */
        OUTDATED(4);

        private final byte code;

        Verdict(int code) {
            this.code = (byte) code;
        }

        static @Nullable Verdict ofCode(byte code) {
            for (Verdict verdict : values()) {
                if (verdict.code == code) {
                    return verdict;
                }
            }
            return null;
        }
    }

    private LoggedFrame() {}

    /** The stream that a sender offers. */
    record Open(
            int attempt,
            StreamId stream,
            long base,
            @Nullable StreamBreak cause) {

        static Open read(ByteBuffer from) throws MalformedMessageException {
            require(from, OPEN_BYTES - 1);
            int attempt = from.getInt();
            StreamId stream = StreamId.read(from);
            long base = from.getLong();
            byte cause = from.get();
            if (base < 0 || !StreamBreak.isCode(cause)) {
                throw new MalformedMessageException("base " + base + " or cause " + cause + " is out of range");
            }
            return new Open(attempt, stream, base, StreamBreak.ofCode(cause));
        }

        void write(ByteBuffer to) {
            to.put(OPEN).putInt(attempt);
            stream.write(to);
            to.putLong(base).put(StreamBreak.codeOf(cause));
        }
    }

    /** What the receiver has of it. */
    record State(int attempt, Verdict verdict, long watermark, long lastTag) {

        static State read(ByteBuffer from) throws MalformedMessageException {
            require(from, STATE_BYTES - 1);
            int attempt = from.getInt();
            byte code = from.get();
            Verdict verdict = Verdict.ofCode(code);
            long watermark = from.getLong();
            long lastTag = from.getLong();
            if (verdict == null || watermark < 0) {
                throw new MalformedMessageException(
                        "verdict " + code + " or watermark " + watermark + " is out of range");
            }
            return new State(attempt, verdict, watermark, lastTag);
        }

        void write(ByteBuffer to) {
            to.put(STATE).putInt(attempt).put(verdict.code).putLong(watermark).putLong(lastTag);
        }
    }

    static void require(ByteBuffer from, int bytes) throws MalformedMessageException {
        if (from.remaining() < bytes) {
            throw new MalformedMessageException("a frame ends " + (bytes - from.remaining()) + " bytes too early");
        }
    }
}
