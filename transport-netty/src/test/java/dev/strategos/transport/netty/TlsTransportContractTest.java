package dev.strategos.transport.netty;

import dev.strategos.core.Group;
import dev.strategos.testkit.TestCluster;
import dev.strategos.testkit.TransportContract;
import dev.strategos.testkit.TransportLimits;
import dev.strategos.testkit.tls.DevelopmentCa;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS keeps the contract of every transport. */
class TlsTransportContractTest implements TransportContract {

    @TempDir
    Path directory;

    @Override
    public TestCluster cluster(Group group, TransportLimits limits) {
        DevelopmentCa ca = DevelopmentCa.create("test");
        return new NettyTestCluster(
                group,
                builder -> NettyTestCluster.secured(directory, ca)
                        .apply(NettyTestCluster.within(limits).apply(builder)));
    }
}
