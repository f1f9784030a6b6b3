package dev.strategos.transport.netty;

import dev.strategos.core.Group;
import dev.strategos.testkit.TestCluster;
import dev.strategos.testkit.TransportContract;
import dev.strategos.testkit.TransportLimits;

/** Plain TCP keeps the contract of every transport. */
class PlainTransportContractTest implements TransportContract {

    @Override
    public TestCluster cluster(Group group, TransportLimits limits) {
        return new NettyTestCluster(
                group, builder -> NettyTestCluster.within(limits).apply(builder).plainText());
    }
}
