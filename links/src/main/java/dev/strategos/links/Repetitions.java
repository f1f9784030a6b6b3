package dev.strategos.links;

/**
 * Which repetitions of messages have arrived: tells a message that was sent again from a copy that the network made, so that the
 * duplicates reported to the sender (D-SACK, RFC 2883) are its own doing.
 *
 * <p>Remembers the latest message in each slot of the window. Costs nothing until something is sent again.
 */
final class Repetitions {

    private static final int LAST_BIT = Long.SIZE - 1;

    private final int window;
    private long[] sequences = {};
    private long[] arrived = {};

    Repetitions(int window) {
        this.window = window;
    }

    /**
     * Takes note of a repetition.
     *
     * @param number how often the message was sent before, at least 1
     * @return whether it has not been noted before
     */
    boolean note(long sequence, int number) {
        if (sequences.length == 0) {
            sequences = new long[window];
            arrived = new long[window];
        }
        int slot = (int) (sequence & (window - 1));
        if (sequences[slot] != sequence) {
            sequences[slot] = sequence;
            arrived[slot] = 0;
        }
        long bit = 1L << Math.min(number, LAST_BIT);
        boolean isNew = (arrived[slot] & bit) == 0;
        arrived[slot] |= bit;
        return isNew;
    }
}
