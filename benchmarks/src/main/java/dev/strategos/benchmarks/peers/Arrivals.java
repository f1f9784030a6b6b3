package dev.strategos.benchmarks.peers;

/** Takes what arrives at one end. Called by one thread at a time. */
@FunctionalInterface
public interface Arrivals {

    /** Nothing is to be sent back. */
    long NOTHING = -1;

    /**
     * A message has arrived.
     *
     * @param number the first eight bytes of the message
     * @param length how many it has in all
     * @return the number of a message of the same length to be sent back from here, or {@link #NOTHING}
     */
    long arrived(long number, int length);
}
