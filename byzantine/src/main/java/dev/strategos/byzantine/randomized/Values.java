package dev.strategos.byzantine.randomized;

/** A set of proposals that is not empty: what generals tell each other. */
public enum Values {
    /** No alone. */
    FALSE(1),
    /** Yes alone. */
    TRUE(2),
    /** Both: the sender saw either. */
    BOTH(3);

    private final int bits;

    Values(int bits) {
        this.bits = bits;
    }

    /**
     * One value alone.
     *
     * @param value yes or no
     * @return the set
     */
    public static Values of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * Whether a value is in it.
     *
     * @param value yes or no
     * @return true if it is
     */
    public boolean contains(boolean value) {
        return (bits & of(value).bits) != 0;
    }

    /**
     * Whether there is one value alone.
     *
     * @return false for {@link #BOTH}
     */
    public boolean isSingle() {
        return this != BOTH;
    }

    /** The one value alone; for {@link #BOTH} there is none. */
    boolean single() {
        return this == TRUE;
    }

    /** Its number in messages: 1 for no, and 2 for yes. */
    int bits() {
        return bits;
    }
}
