package dev.strategos.detectors;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The frames of a leader detector's channel, as in docs/wire-format-detectors.md.
 *
 * @param accusation whether its receiver is accused; otherwise its sender offers itself as the leader
 * @param sequence counts the frames of the sender's life to this receiver from 1
 * @param accusations how often the one that offers itself, or is accused, had been accused
 * @param candidacy counts the times that it had begun to offer itself
 * @param sent when an offer was due to be sent, by the sender's clock; 0 in an accusation
 * @param interval at which offers are sent; 0 in an accusation
 */
record LeaderFrame(boolean accusation, long sequence, long accusations, long candidacy, long sent, long interval) {

    /** More accusations than there can be; so counting them never wraps, whatever a frame says. */
    static final long MOST_ACCUSATIONS = 1L << 62;

    private static final byte OFFER = 1;
    private static final byte ACCUSATION = 2;
    private static final int ACCUSATION_BYTES = 1 + 3 * Long.BYTES;
    private static final int OFFER_BYTES = 1 + 5 * Long.BYTES;

    int bytes() {
        return accusation ? ACCUSATION_BYTES : OFFER_BYTES;
    }

    void write(ByteBuffer room) {
        room.put(accusation ? ACCUSATION : OFFER)
                .putLong(sequence)
                .putLong(accusations)
                .putLong(candidacy);
        if (!accusation) {
            room.putLong(sent).putLong(interval);
        }
    }

    static LeaderFrame read(ByteBuffer bytes) throws MalformedMessageException {
        int length = bytes.remaining();
        int code = length == 0 ? 0 : bytes.get();
        if (code != OFFER && code != ACCUSATION) {
            throw new MalformedMessageException("no kind of frame has the code " + code);
        }
        boolean accusation = code == ACCUSATION;
        int expected = accusation ? ACCUSATION_BYTES : OFFER_BYTES;
        if (length != expected) {
            throw new MalformedMessageException(
                    "a frame with the code " + code + " has " + expected + " bytes, not " + length);
        }
        LeaderFrame frame = new LeaderFrame(
                accusation,
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                accusation ? 0 : bytes.getLong(),
                accusation ? 0 : bytes.getLong());
        if (frame.sequence < 1
                || frame.accusations < 0
                || frame.accusations > MOST_ACCUSATIONS
                || frame.candidacy < 1) {
            throw new MalformedMessageException("a number is out of range in " + frame);
        }
        if (!accusation && (frame.interval < 1 || frame.interval > Require.LONGEST.toNanos())) {
            throw new MalformedMessageException("the interval is out of range in " + frame);
        }
        return frame;
    }
}
