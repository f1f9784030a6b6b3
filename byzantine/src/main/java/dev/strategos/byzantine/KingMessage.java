package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of an algorithm with kings: all that one general tells another in one round.
 *
 * @param instance which agreement
 * @param commander who gives the order; in consensus, the sender
 * @param round counted from 1
 * @param vote the order, the sender's value, its proposal or its lock, by the round; null if it has none
 * @param decree the king's word; null if the sender is not king in this round
 */
public record KingMessage(
        InstanceId instance,
        NodeId commander,
        int round,
        @Nullable Bytes vote,
        @Nullable Bytes decree) implements AgreementMessage {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the round is out of range
     */
    public KingMessage {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(commander, "commander");
        if (round < 1) {
            throw new IllegalArgumentException("round: must be at least 1, but was " + round);
        }
    }

    /** The same message with another vote and another decree. */
    KingMessage saying(@Nullable Bytes otherVote, @Nullable Bytes otherDecree) {
        return new KingMessage(instance, commander, round, otherVote, otherDecree);
    }
}
