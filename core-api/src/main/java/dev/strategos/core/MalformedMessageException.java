package dev.strategos.core;

/** Thrown by {@link Codec#decode} for bytes that mean no message. Checked, since it is a peer's doing and has to be handled. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * The bytes mean no message.
     *
     * @param message what is wrong with them
     */
    public MalformedMessageException(String message) {
        super(message);
    }

    /**
     * The bytes mean no message.
     *
     * @param message what is wrong with them
     * @param cause what the parser said
     */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
