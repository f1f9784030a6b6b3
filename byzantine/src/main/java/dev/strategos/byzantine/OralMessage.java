package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.Objects;

/**
 * A message of OM(m): all that one general tells another in one round.
 *
 * @param instance which agreement
 * @param commander who gives the order
 * @param round 1 for the commander's order, k for what was heard in round k−1
 * @param values the order; or what the sender heard in the round before, without what came through the recipient
 */
public record OralMessage(InstanceId instance, NodeId commander, int round, ValueBlock values)
        implements AgreementMessage {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the round is out of range
     */
    public OralMessage {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(commander, "commander");
        Objects.requireNonNull(values, "values");
        if (round < 1) {
            throw new IllegalArgumentException("round: must be at least 1, but was " + round);
        }
    }

    /** The same message with other values. */
    OralMessage withValues(ValueBlock values) {
        return new OralMessage(instance, commander, round, values);
    }
}
