package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Map;

/**
 * One exchange of everybody's value, as one general takes part in it. What is decided is the vector: each general's value, in the
 * order of the group; unmodifiable.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface Exchange<V> extends Deliberation<Map<NodeId, V>> {

    /**
     * What was heard in a round about one general's value, up to now, as {@link Agreement#heard} tells it.
     *
     * @param about whose value; another general
     * @param round 1 to m+1
     * @return a new list
     * @throws IllegalArgumentException if that is no other general, or there is no such round
     */
    List<Report<V>> heard(NodeId about, int round);
}
