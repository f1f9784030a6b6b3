package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Objects;

/**
 * A message of interactive consistency by signed messages: all the orders that one general passes on to another in one round.
 *
 * <p>Immutable, for any thread.
 *
 * @param instance which exchange
 * @param from who sends it
 * @param round 1 to m+1
 * @param orders each of the same instance and with as many signatures as the round's number
 */
public record SignedBundle(InstanceId instance, NodeId from, int round, List<SignedMessage> orders) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if an order is of another instance or round
     */
    public SignedBundle {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(from, "from");
        orders = List.copyOf(orders);
        for (SignedMessage order : orders) {
            if (!order.instance().equals(instance) || order.round() != round) {
                throw new IllegalArgumentException("orders: must be of " + instance + ", round " + round
                        + ", but one was of " + order.instance() + ", round " + order.round());
            }
        }
    }
}
