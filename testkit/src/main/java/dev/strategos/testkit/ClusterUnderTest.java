package dev.strategos.testkit;

import dev.strategos.core.Group;

/** Where a contract gets the nodes on which it is tested. */
public interface ClusterUnderTest {

    /** The channel of most tests. */
    String CHANNEL = "contract";

    /**
     * New nodes of the transport under test, none of them started.
     *
     * @param group the nodes
     * @param limits the bounds that they keep
     * @return the cluster, which the test closes
     */
    TestCluster cluster(Group group, TransportLimits limits);
}
