package dev.strategos.detectors;

import dev.strategos.core.NodeId;

/** Learns how a contract is kept. Called on the loop; every method does nothing unless overridden. */
public interface ContractListener {

    /**
     * Heartbeats of a peer are to be sent and judged by another plan from now on.
     *
     * @param peer the peer
     * @param plan the interval that is asked of it, and what is left of the detection time
     */
    default void onPlan(NodeId peer, HeartbeatPlan plan) {}

    /**
     * On the network as it was measured, no interval would do. The least one is used, until a later review finds better.
     *
     * @param peer the peer
     * @param why what was measured
     */
    default void onInfeasible(NodeId peer, String why) {}

    /**
     * The quality that was measured breaks the contract. Told once, and again only if it was kept in between.
     *
     * @param peer the peer
     * @param measured how well it was watched
     * @param why which figure breaks what
     */
    default void onBreach(NodeId peer, Quality measured, String why) {}
}
