package dev.strategos.transport.netty.tls;

/** A password that does not show itself. Immutable, for any thread. */
public final class Password {

    private final char[] characters;

    /**
     * Copies the characters.
     *
     * @param characters may be empty
     */
    public Password(char[] characters) {
        this.characters = characters.clone();
    }

    /**
     * The password.
     *
     * @return a copy
     */
    public char[] characters() {
        return characters.clone();
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "***";
    }
}
