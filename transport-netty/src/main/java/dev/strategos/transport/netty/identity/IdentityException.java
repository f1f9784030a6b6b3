package dev.strategos.transport.netty.identity;

/** Thrown for key, certificate and trust files that a node cannot use. */
public final class IdentityException extends Exception {

    private static final long serialVersionUID = 1L;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
