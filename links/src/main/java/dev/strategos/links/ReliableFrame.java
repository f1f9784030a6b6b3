package dev.strategos.links;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The frames of {@link ReliableLink}; {@code docs/wire-format.md} is the authority on them.
 *
 * <pre>
 *  0      1                 9                 17
 * ┌──────┬─────────────────┬─────────────────┬───────────────────────────────
 * │ kind │ sender's        │ receiver's      │ …
 * │      │ incarnation     │ incarnation     │
 * └──────┴─────────────────┴─────────────────┴───────────────────────────────
 *
 * DATA   session (4) │ sequence (8) │ acknowledged session (4) │ watermark (8) │ message
 * ACK    acknowledged session (4) │ watermark (8) │ words (1) │ 8 bytes each
 * HELLO  1 if an answer is wanted, else 0 (1)
 * </pre>
 *
 * <p>The acknowledged session is −1 while nothing of the peer was received. One object is reused for every frame that is read.
 */
final class ReliableFrame {

    static final byte DATA = 1;
    static final byte ACK = 2;
    static final byte HELLO = 3;

    static final int COMMON_BYTES = 1 + Long.BYTES + Long.BYTES;
    private static final int ACKNOWLEDGEMENT_BYTES = Integer.BYTES + Long.BYTES;
    static final int DATA_BYTES = COMMON_BYTES + Integer.BYTES + Long.BYTES + ACKNOWLEDGEMENT_BYTES;
    static final int HELLO_BYTES = COMMON_BYTES + 1;
    static final int NO_SESSION = -1;

    private byte kind;
    private long senderIncarnation;
    private long receiverIncarnation;
    private int session;
    private long sequence;
    private int acknowledgedSession;
    private long acknowledgedWatermark;
    private int words;
    private int wordsAt;
    private boolean wantsAnswer;

    static int ackBytes(int words) {
        return COMMON_BYTES + ACKNOWLEDGEMENT_BYTES + 1 + words * Long.BYTES;
    }

    static void writeCommon(ByteBuffer to, byte kind, long senderIncarnation, long receiverIncarnation) {
        to.put(kind).putLong(senderIncarnation).putLong(receiverIncarnation);
    }

    /** Reads the head of a frame and leaves the buffer's position at what follows: the message of a DATA frame. */
    void read(ByteBuffer frame) throws MalformedMessageException {
        require(frame, COMMON_BYTES);
        kind = frame.get();
        senderIncarnation = frame.getLong();
        receiverIncarnation = frame.getLong();
        switch (kind) {
            case DATA -> {
                require(frame, DATA_BYTES - COMMON_BYTES);
                session = frame.getInt();
                sequence = frame.getLong();
                readAcknowledgement(frame);
                words = 0;
                if (session < 0 || sequence < 0) {
                    throw new MalformedMessageException(
                            "session " + session + " or sequence " + sequence + " is negative");
                }
            }
            case ACK -> {
                require(frame, ACKNOWLEDGEMENT_BYTES + 1);
                readAcknowledgement(frame);
                words = frame.get() & 0xFF;
                wordsAt = frame.position();
                if (frame.remaining() != words * Long.BYTES) {
                    throw new MalformedMessageException("an acknowledgement of " + words + " words has "
                            + frame.remaining() + " bytes left for them");
                }
            }
            case HELLO -> {
                require(frame, 1);
                wantsAnswer = frame.get() != 0;
            }
            default -> throw new MalformedMessageException("kind " + kind + " is none of 1, 2 and 3");
        }
    }

    private void readAcknowledgement(ByteBuffer frame) throws MalformedMessageException {
        acknowledgedSession = frame.getInt();
        acknowledgedWatermark = frame.getLong();
        if (acknowledgedSession < NO_SESSION || acknowledgedWatermark < 0) {
            throw new MalformedMessageException("acknowledged session " + acknowledgedSession + " or watermark "
                    + acknowledgedWatermark + " is negative");
        }
    }

    private static void require(ByteBuffer frame, int bytes) throws MalformedMessageException {
        if (frame.remaining() < bytes) {
            throw new MalformedMessageException("a frame ends " + (bytes - frame.remaining()) + " bytes too early");
        }
    }

    byte kind() {
        return kind;
    }

    long senderIncarnation() {
        return senderIncarnation;
    }

    long receiverIncarnation() {
        return receiverIncarnation;
    }

    int session() {
        return session;
    }

    long sequence() {
        return sequence;
    }

    int acknowledgedSession() {
        return acknowledgedSession;
    }

    long acknowledgedWatermark() {
        return acknowledgedWatermark;
    }

    int words() {
        return words;
    }

    long word(ByteBuffer frame, int index) {
        return frame.getLong(wordsAt + index * Long.BYTES);
    }

    boolean wantsAnswer() {
        return wantsAnswer;
    }
}
