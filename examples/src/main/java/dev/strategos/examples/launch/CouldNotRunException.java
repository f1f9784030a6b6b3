package dev.strategos.examples.launch;

/** Thrown when an example cannot be run here: a port is taken, a file is missing, a process did not start. */
public final class CouldNotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * The example cannot be run.
     *
     * @param message why, for the user
     */
    public CouldNotRunException(String message) {
        super(message);
    }

    /**
     * The example cannot be run.
     *
     * @param message why, for the user
     * @param cause what failed
     */
    public CouldNotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
