package dev.strategos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A network in memory under a contract. */
final class MemoryTestCluster implements TestCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final boolean virtual;
    private final MemoryNetwork network;

    private MemoryTestCluster(Group group, TransportLimits limits, boolean virtual) {
        MemoryNetworkBuilder builder = MemoryNetwork.builder(group)
                .seed(1)
                .maxFrameBytes(limits.maxFrameBytes())
                .maxBytesUnderWay(limits.maxBytesUnderWay())
                .maxQueuedActions(limits.maxQueuedActions())
                .reportingProgramFailures()
                .onFault(faults::add);
        this.virtual = virtual;
        this.network = (virtual ? builder : builder.realTime()).build();
    }

    static TestCluster inVirtualTime(Group group, TransportLimits limits) {
        return new MemoryTestCluster(group, limits, true);
    }

    static TestCluster inRealTime(Group group, TransportLimits limits) {
        return new MemoryTestCluster(group, limits, false);
    }

    @Override
    public Node node(NodeId id) {
        return network.node(id);
    }

    @Override
    public void restart(NodeId id) {
        network.crash(id);
        network.recover(id);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        if (virtual) {
            assertThat(network.runUntil(condition, PATIENCE)).as(what).isTrue();
        } else {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(condition::getAsBoolean);
        }
    }

    @Override
    public void pass(Duration duration) {
        if (virtual) {
            network.runFor(duration);
        } else {
            Duration end = network.now().plus(duration);
            Awaitility.await().until(() -> network.now().compareTo(end) >= 0);
        }
    }

    @Override
    public List<Fault> faults() {
        return new ArrayList<>(faults);
    }

    @Override
    public void close() {
        network.close();
    }
}
