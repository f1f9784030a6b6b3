package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.Objects;

/**
 * Which agreement: the same at every general.
 *
 * <p>The starter names it; each starter counts on its own, so that no two generals ever name two agreements alike. The
 * counters of one starter grow: after instance 7 a general no longer begins instance 6.
 *
 * <p>Immutable, for any thread.
 *
 * @param starter who named the agreement; need not be its commander
 * @param counter counts the starter's agreements; at least 1
 */
public record InstanceId(NodeId starter, long counter) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the counter is less than 1
     */
    public InstanceId {
        Objects.requireNonNull(starter, "starter");
        if (counter < 1) {
            throw new IllegalArgumentException("counter: must be at least 1, but was " + counter);
        }
    }

    /** Such as {@code alice/7}. */
    @Override
    public String toString() {
        return starter + "/" + counter;
    }
}
