package dev.strategos.testkit;

import dev.strategos.core.Group;

/** The network in memory keeps the contract in virtual time. */
class VirtualTimeContractTest implements TransportContract {

    @Override
    public TestCluster cluster(Group group, TransportLimits limits) {
        return MemoryTestCluster.inVirtualTime(group, limits);
    }
}
