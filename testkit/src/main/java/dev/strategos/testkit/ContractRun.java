package dev.strategos.testkit;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import java.util.stream.IntStream;

/** Runs one test of a contract on a cluster of its own. */
final class ContractRun {

    private ContractRun() {}

    static void of(ClusterUnderTest source, int nodes, ContractBody body) {
        of(source, nodes, TransportLimits.wide(), body);
    }

    static void of(ClusterUnderTest source, int nodes, TransportLimits limits, ContractBody body) {
        Group group = Group.of(
                IntStream.range(0, nodes).mapToObj(i -> NodeId.of("n" + i)).toList());
        try (TestCluster cluster = source.cluster(group, limits)) {
            body.test(cluster, group);
        }
    }
}
