package dev.strategos.byzantine;

/**
 * What protocols in synchronous rounds have in common.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface SynchronousAgreement<V> {

    /**
     * The algorithm and its m, such as {@code OM(1)}, {@code IC-OM(1)} or {@code King(1)}.
     *
     * @return the name
     */
    String name();

    /**
     * What all generals have configured alike.
     *
     * @return the configuration
     */
    GroupConfig<V> config();

    /**
     * How many traitors are tolerated.
     *
     * @return m, at least 0
     */
    int faults();

    /**
     * How many rounds it takes at most.
     *
     * @return m+1 by oral and signed messages; with kings as {@link KingConsensus} and {@link KingBroadcast} tell
     */
    int rounds();

    /**
     * The schedule with the shortest rounds that are safe under the timing that the node's configuration declares.
     *
     * @param startNanos T₀: the instant that all generals agreed on, as a reading of this node's clock
     * @return the schedule
     */
    RoundSchedule scheduleFrom(long startNanos);

    /**
     * What all runs cost this general so far.
     *
     * @return a snapshot
     */
    Counters counters();
}
