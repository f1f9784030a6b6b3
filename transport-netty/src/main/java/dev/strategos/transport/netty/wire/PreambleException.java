package dev.strategos.transport.netty.wire;

/** Thrown for bytes that are no greeting that this node understands. */
public final class PreambleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    PreambleException(RefusalCode code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * What to tell the other end.
     *
     * @return MALFORMED, OTHER_VERSION or NO_TLS_HERE
     */
    public RefusalCode code() {
        return code;
    }
}
