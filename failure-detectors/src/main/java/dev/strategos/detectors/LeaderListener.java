package dev.strategos.detectors;

import dev.strategos.core.NodeId;

/** Learns whom a {@link LeaderDetector} trusts. Called on the loop. */
@FunctionalInterface
public interface LeaderListener {

    /**
     * Another leader is trusted from now on.
     *
     * @param leader the node, which may be this one
     */
    void onTrust(NodeId leader);
}
