package dev.strategos.byzantine;

import java.util.List;

/**
 * One consensus on what all propose, as one general takes part in it.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface Consensus<V> extends Deliberation<V> {

    /**
     * What this general proposed.
     *
     * @return its own value
     */
    V proposal();

    /**
     * What was heard in a round, up to now: one report for each other general whose turn it was, in the order of the group, those of silent
     * ones without a value. A king's is its word.
     *
     * @param round 1 to the number of rounds
     * @return a new list
     * @throws IllegalArgumentException if there is no such round
     */
    List<Report<V>> heard(int round);
}
