package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import java.util.Map;

/**
 * Where the chance of {@link BinaryAgreement} comes from: a coin for every round of every instance.
 *
 * <p>A <i>common</i> coin falls alike at all loyal generals, and nobody knows how before the first of them has said its share. One that is
 * not common falls at each general as it will. Safety never depends on a coin; termination does.
 *
 * <p>A coin without shares implements none of the methods that speak of them. Implementations belong to one general and its loop, and must not block.
 */
public interface Coin {

    /**
     * What sort of coin it is; all generals of a group have the same.
     *
     * @return a name, part of the configuration's hash
     */
    String name();

    /**
     * Whether it falls alike at all loyal generals.
     *
     * @return true if it does
     */
    boolean isCommon();

    /**
     * In how many rounds of an instance it can be tossed.
     *
     * @param instance which agreement
     * @return 0 if there is none for this instance
     */
    int rounds(InstanceId instance);

    /**
     * How long a share is.
     *
     * @return bytes; 0 for a coin without shares
     */
    default int shareBytes() {
        return 0;
    }

    /**
     * How many generals' genuine shares make the coin fall.
     *
     * @return 0 for a coin without shares; f+1 for one that f traitors must not know too early
     */
    default int sharesNeeded() {
        return 0;
    }

    /**
     * This general's share, to be said when its round needs it and not before.
     *
     * @param instance which agreement
     * @param round 1 to {@link #rounds}
     * @return of {@link #shareBytes()}
     */
    default Bytes share(InstanceId instance, int round) {
        throw new UnsupportedOperationException(name() + ": this coin has no shares");
    }

    /**
     * Whether a share is what the general was given.
     *
     * @param instance which agreement
     * @param round 1 to {@link #rounds}
     * @param general whose share it is said to be
     * @param share of {@link #shareBytes()}
     * @return false for a lie
     */
    default boolean isGenuine(InstanceId instance, int round, NodeId general, Bytes share) {
        return false;
    }

    /**
     * How it falls. Called at most once per round.
     *
     * @param instance which agreement
     * @param round 1 to {@link #rounds}
     * @param shares genuine ones, of {@link #sharesNeeded()} generals at least
     * @return heads or tails
     */
    boolean toss(InstanceId instance, int round, Map<NodeId, Bytes> shares);

    /**
     * The instance is over here: what is kept for it may go.
     *
     * @param instance which agreement
     */
    default void forget(InstanceId instance) {}
}
