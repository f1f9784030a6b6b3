package dev.strategos.core.model;

import java.util.Objects;

/**
 * A world to run in: how its network, its nodes and its timing may behave.
 *
 * <p>Immutable, for any thread.
 *
 * @param network what may happen to messages
 * @param node how nodes may fail
 * @param timing what is known about time
 */
public record SystemModel(NetworkModel network, NodeModel node, TimingModel timing) {

    /** Checks that all three axes are there. */
    public SystemModel {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(timing, "timing");
    }

    /**
     * The same world with another network: what a link makes of the link below it.
     *
     * @param network what the link supplies
     * @return the model above that link
     */
    public SystemModel withNetwork(NetworkModel network) {
        return new SystemModel(network, node, timing);
    }

    /**
     * Whether this promises at least as much as the other, on every axis.
     *
     * @param other what is asked for
     * @return true if whoever assumes the other may be given this
     */
    public boolean isNoWeakerThan(SystemModel other) {
        return network.isNoWeakerThan(other.network)
                && node.isNoWeakerThan(other.node)
                && timing.isNoWeakerThan(other.timing);
    }

    /** Such as {@code fair-loss network, crash-recovery nodes, partially synchronous timing}. */
    @Override
    public String toString() {
        return network + " network, " + node + " nodes, " + timing + " timing";
    }
}
