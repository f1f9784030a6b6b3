package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;

/**
 * One agreement on a commander's order, as one general takes part in it.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface Agreement<V> extends Deliberation<V> {

    /**
     * Who gives the order.
     *
     * @return a general, perhaps this one
     */
    NodeId commander();

    /**
     * What was heard in a round, up to now.
     *
     * <p>OM: one report per path, in the order of last relayers; those of silent generals are there without a value. SM: one report per
     * well-formed message, in the order of arrival; at most two {@linkplain Report#counts() count}. With kings: one report for each other
     * general whose turn it was, in the order of the group, those of silent ones without a value; a king's is its word.
     *
     * @param round 1 to the number of rounds
     * @return a new list; empty at the commander of OM and SM
     * @throws IllegalArgumentException if there is no such round
     */
    List<Report<V>> heard(int round);
}
