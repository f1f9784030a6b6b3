package dev.strategos.testkit;

import dev.strategos.core.Group;

/** The network in memory keeps the contract in real time. */
class RealTimeContractTest implements TransportContract {

    @Override
    public TestCluster cluster(Group group, TransportLimits limits) {
        return MemoryTestCluster.inRealTime(group, limits);
    }
}
