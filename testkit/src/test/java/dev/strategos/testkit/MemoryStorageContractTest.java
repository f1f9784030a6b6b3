package dev.strategos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The storage of the network in memory keeps the contract. */
class MemoryStorageContractTest implements StorageContract {

    private static final NodeId NODE = NodeId.of("a");

    @Override
    public TestStorage storage() {
        MemoryNetwork network = MemoryNetwork.builder(Group.of(NODE)).build();
        List<Environment> lives = new ArrayList<>();
        network.node(NODE).run(lives::add);
        return new TestStorage() {
            @Override
            public void onLoop(Consumer<StableStorage> action) {
                network.node(NODE)
                        .execute(() -> action.accept(lives.get(lives.size() - 1).storage()));
                network.runFor(Duration.ZERO);
            }

            @Override
            public void await(String what, BooleanSupplier condition) {
                assertThat(network.runUntil(condition, Duration.ofSeconds(10)))
                        .as(what)
                        .isTrue();
            }

            @Override
            public void crashAndRecover() {
                network.crash(NODE);
                network.recover(NODE);
            }

            @Override
            public void close() {
                network.close();
            }
        };
    }
}
