package dev.strategos.core;

/**
 * Which life of a node this is: it strictly grows with every start of the same {@link NodeId}.
 *
 * <p>Two lives of a node share a name but no memory. Frames, sessions and suspicions therefore name the incarnation
 * they mean, and whatever belongs to an earlier one is dropped.
 *
 * <p>Immutable, for any thread.
 *
 * @param number at least 1
 */
public record Incarnation(long number) implements Comparable<Incarnation> {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Incarnation {
        if (number < 1) {
            throw new IllegalArgumentException("number: must be at least 1, but was " + number);
        }
    }

    /**
     * Whether this life began after the other one.
     *
     * @param other a life of the same node
     * @return true if this one is the later
     */
    public boolean isAfter(Incarnation other) {
        return number > other.number;
    }

    /**
     * The life after this one.
     *
     * @return the next higher incarnation
     */
    public Incarnation next() {
        return new Incarnation(Math.addExact(number, 1));
    }

    @Override
    public int compareTo(Incarnation other) {
        return Long.compare(number, other.number);
    }

    /** The bare number. */
    @Override
    public String toString() {
        return Long.toString(number);
    }
}
