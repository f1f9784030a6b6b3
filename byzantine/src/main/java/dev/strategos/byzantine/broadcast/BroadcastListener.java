package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.InstanceId;

/**
 * Learns what was broadcast. Called on the loop; must not block.
 *
 * @param <V> the values
 */
@FunctionalInterface
public interface BroadcastListener<V> {

    /**
     * A value was delivered: once per instance.
     *
     * @param instance who broadcast it, and which of its broadcasts it is
     * @param value what was broadcast
     */
    void onDelivered(InstanceId instance, V value);
}
