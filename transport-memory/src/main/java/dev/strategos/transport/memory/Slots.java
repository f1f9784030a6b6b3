package dev.strategos.transport.memory;

/** Which slots of one level of an {@link EventQueue} have events. */
final class Slots {

    static final int DIGIT_BITS = 12;

    /** How many slots there are. */
    static final int COUNT = 1 << DIGIT_BITS;

    private final long[] filled = new long[COUNT / Long.SIZE];
    /** Which words of the above are not zero. */
    private long filledWords;

    static int of(long time, int level) {
        return (int) (time >>> (level * DIGIT_BITS)) & (COUNT - 1);
    }

    boolean areEmpty() {
        return filledWords == 0;
    }

    boolean isFilled(int slot) {
        return (filled[slot / Long.SIZE] & 1L << slot) != 0;
    }

    int first() {
        if (filledWords == 0) {
            throw new IllegalStateException("no event is left");
        }
        int word = Long.numberOfTrailingZeros(filledWords);
        return word * Long.SIZE + Long.numberOfTrailingZeros(filled[word]);
    }

    void fill(int slot) {
        filled[slot / Long.SIZE] |= 1L << slot;
        filledWords |= 1L << (slot / Long.SIZE);
    }

    void clear(int slot) {
        int word = slot / Long.SIZE;
        filled[word] &= ~(1L << slot);
        if (filled[word] == 0) {
            filledWords &= ~(1L << word);
        }
    }
}
