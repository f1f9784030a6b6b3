package dev.strategos.links;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * The frames of {@link ReliableLink}; {@code docs/wire-format-links.md} is the authority on them.
 *
 * <pre>
 *  0      1                 9                 17
 * ┌──────┬─────────────────┬─────────────────┬───────────────────────────────
 * │ kind │ sender's        │ receiver's      │ …
 * │      │ incarnation     │ incarnation     │
 * └──────┴─────────────────┴─────────────────┴───────────────────────────────
 *
 * DATA   session (4) │ sequence (8) │ acknowledged session (4) │ watermark (8) │ message
 * ACK    acknowledged session (4) │ watermark (8) │ needless (8) │ switches (4) │ words (1) │ 8 bytes each
 * HELLO  1 if an answer is wanted, else 0 (1)
 * AGAIN  as DATA, with the number of earlier transmissions (1) before the message
 * PROBE
 * </pre>
 *
 * <p>The acknowledged session is −1 while nothing of the peer was received. One object is reused for every frame that is read.
 */
final class ReliableFrame {

    static final byte DATA = 1;
    static final byte ACK = 2;
    static final byte HELLO = 3;
    /** Data that is not sent for the first time. */
    static final byte AGAIN = 4;
    /** Asks for an acknowledgement. */
    static final byte PROBE = 5;

    static final int COMMON_BYTES = 1 + Long.BYTES + Long.BYTES;
    private static final int ACKNOWLEDGEMENT_BYTES = Integer.BYTES + Long.BYTES;
    private static final int COUNTS_BYTES = Long.BYTES + Integer.BYTES;
    static final int DATA_BYTES = COMMON_BYTES + Integer.BYTES + Long.BYTES + ACKNOWLEDGEMENT_BYTES;
    static final int AGAIN_BYTES = DATA_BYTES + 1;
    static final int PROBE_BYTES = COMMON_BYTES;
    static final int HELLO_BYTES = COMMON_BYTES + 1;
    static final int NO_SESSION = -1;
    static final int MAX_REPETITION = 255;

    private byte kind;
    private long senderIncarnation;
    private long receiverIncarnation;
    private int session;
    private long sequence;
    private int acknowledgedSession;
    private long acknowledgedWatermark;
    private int repetition;
    private long needless;
    private int switches;
    private int words;
    private int wordsAt;
    private boolean wantsAnswer;

    static int ackBytes(int words) {
        return COMMON_BYTES + ACKNOWLEDGEMENT_BYTES + COUNTS_BYTES + 1 + words * Long.BYTES;
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
                readData(frame);
                repetition = 0;
            }
            case AGAIN -> {
                require(frame, AGAIN_BYTES - COMMON_BYTES);
                readData(frame);
                repetition = frame.get() & 0xFF;
            }
            case ACK -> {
                require(frame, ACKNOWLEDGEMENT_BYTES + COUNTS_BYTES + 1);
                readAcknowledgement(frame);
                needless = frame.getLong();
                switches = frame.getInt();
                if (needless < 0 || switches < 0) {
                    throw new MalformedMessageException(
                            "needless " + needless + " or switches " + switches + " is negative");
                }
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
            case PROBE -> {
                // Its kind says all.
            }
            default -> throw new MalformedMessageException("kind " + kind + " is none of 1 to 5");
        }
    }

    private void readData(ByteBuffer frame) throws MalformedMessageException {
        session = frame.getInt();
        sequence = frame.getLong();
        readAcknowledgement(frame);
        words = 0;
        if (session < 0 || sequence < 0) {
            throw new MalformedMessageException("session " + session + " or sequence " + sequence + " is negative");
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

    boolean isData() {
        return kind == DATA || kind == AGAIN;
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

    /** How often this message was sent before; 0 for the first time. */
    int repetition() {
        return repetition;
    }

    /** How many of the session's messages that were sent again had arrived already. */
    long needless() {
        return needless;
    }

    /** How often the peer's application has paused or resumed delivery in this life: odd while it is paused. */
    int switches() {
        return switches;
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
