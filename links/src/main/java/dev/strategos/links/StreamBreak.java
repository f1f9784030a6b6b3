package dev.strategos.links;

import org.jspecify.annotations.Nullable;

/** Why a {@link LoggedLink} had to begin a new stream in the place of one that had messages. */
public enum StreamBreak {
    /** The sender's storage is gone: what it had accepted and not delivered is lost. */
    SENDER_LOST(1),
    /**
     * The sender's storage is older than what the receiver has of it: what it had accepted since and not delivered is lost. What the
     * sender still has and the receiver has not goes on in the new stream.
     */
    SENDER_ROLLED_BACK(2),
    /** The receiver's storage is gone: what it had acknowledged is no longer in its log. */
    RECEIVER_LOST(3),
    /** The receiver's storage is older than what it acknowledged: the end of its log is gone. */
    RECEIVER_ROLLED_BACK(4);

    /** Stands for none, in frames and on storage. */
    private static final byte NONE = 0;

    private final byte code;

    StreamBreak(int code) {
        this.code = (byte) code;
    }

    static byte codeOf(@Nullable StreamBreak cause) {
        return cause == null ? NONE : cause.code;
    }

    static boolean isCode(byte code) {
        return code == NONE || ofCode(code) != null;
    }

    /** Null for none, and for what is no code. */
    static @Nullable StreamBreak ofCode(byte code) {
        for (StreamBreak cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        return null;
    }
}
