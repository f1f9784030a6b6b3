package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk that is lost, or older than its node remembers. */
class StorageFaultsTest {

    private static final NodeId A = NodeId.of("a");

    private final List<Environment> lives = new ArrayList<>();
    private final MemoryNetwork network = MemoryNetwork.builder(Group.of(A))
            .breakingTheModel()
            .faults(FaultPlan.builder()
                    .crash(Duration.ofSeconds(2), A)
                    .rollBackStorage(Duration.ofSeconds(3), A, 2)
                    .recover(Duration.ofSeconds(4), A)
                    .crash(Duration.ofSeconds(5), A)
                    .wipeStorage(Duration.ofSeconds(6), A)
                    .recover(Duration.ofSeconds(7), A)
                    .build())
            .build();

    private void putAndSync(String key, int value) {
        network.node(A).execute(() -> {
            lives.get(0).storage().put(key, ByteBuffer.allocate(4).putInt(0, value));
            lives.get(0).storage().put("last", ByteBuffer.allocate(4).putInt(0, value));
            lives.get(0).storage().sync(result -> {});
        });
        network.runFor(Duration.ofMillis(10));
    }

    @Test
    void isRolledBackSyncBySyncAndWiped() {
        network.node(A).run(env -> {
            lives.add(env);
            return env;
        });
        putAndSync("one", 1);
        putAndSync("two", 2);
        putAndSync("one", 3);

        network.runFor(Duration.ofMillis(4_500));
        assertThat(lives).hasSize(2);
        network.node(A).execute(() -> {
            assertThat(lives.get(1).storage().get("one"))
                    .isEqualTo(ByteBuffer.allocate(4).putInt(0, 1));
            assertThat(lives.get(1).storage().get("two")).isNull();
            assertThat(lives.get(1).storage().get("last"))
                    .isEqualTo(ByteBuffer.allocate(4).putInt(0, 1));
        });
        network.runFor(Duration.ofSeconds(3));
        assertThat(lives).hasSize(3);
        network.node(A)
                .execute(() -> assertThat(lives.get(2).storage().get("one")).isNull());
        network.runFor(Duration.ZERO);
    }

    @Test
    void leavesARunningNodeAlone() {
        network.node(A).run(env -> {
            lives.add(env);
            return env;
        });
        putAndSync("one", 1);
        network.apply(new FaultAction.WipeStorage(A));
        network.crash(A);
        network.recover(A);
        network.node(A)
                .execute(() -> assertThat(lives.get(1).storage().get("one")).isNotNull());
        network.runFor(Duration.ZERO);
        assertThat(lives).hasSize(2);
    }

    @Test
    void breaksTheModelOfNodesThatRecoverFromTheirStorage() {
        FaultPlan plan = FaultPlan.builder().wipeStorage(Duration.ZERO, A).build();
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.of(A)).faults(plan).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crash-recovery nodes, whose storage keeps what was synced");
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.of(A)).build().apply(new FaultAction.TearStorage(A, 1)))
                .hasMessageContaining("storage keeps what was synced");
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.of(A)).build().apply(new FaultAction.CorruptStorage(A, 1)))
                .hasMessageContaining("storage keeps what was synced");
        assertThatThrownBy(() -> new FaultAction.TearStorage(A, 0)).hasMessage("puts: must be at least 1, but was 0");
        assertThatThrownBy(() -> new FaultAction.RollBackStorage(A, 257))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("syncs: must be 1 to 256, but was 257");
    }

    /** One sync through, one under way with two values, one value put only; then a crash and what the disk made of it. */
    private List<Integer> afterACrash(FaultAction... actions) {
        network.node(A).run(env -> {
            lives.add(env);
            return env;
        });
        putAndSync("one", 1);
        network.node(A).execute(() -> {
            put("one", 2);
            put("two", 2);
            lives.get(0).storage().sync(result -> {
                throw new AssertionError("nobody may be told");
            });
            put("three", 3);
        });
        network.runFor(Duration.ofNanos(1));
        network.crash(A);
        for (FaultAction action : actions) {
            network.apply(action);
        }
        network.recover(A);
        List<Integer> values = new ArrayList<>();
        network.node(A).execute(() -> {
            for (String key : List.of("one", "two", "three")) {
                ByteBuffer value = lives.get(1).storage().get(key);
                values.add(value == null ? null : value.getInt(0));
            }
        });
        network.runFor(Duration.ofMillis(10));
        return values;
    }

    private void put(String key, int value) {
        lives.get(0).storage().put(key, ByteBuffer.allocate(4).putInt(0, value));
    }

    @Test
    void losesWhatWasNotSynced() {
        assertThat(afterACrash()).containsExactly(1, null, null);
    }

    @Test
    void mayHaveFinishedWhatItNeverConfirmed() {
        assertThat(afterACrash(new FaultAction.FinishSyncs(A, 7))).containsExactly(2, 2, null);
    }

    @Test
    void isTornInTheMiddleOfASync() {
        assertThat(afterACrash(new FaultAction.TearStorage(A, 1))).containsExactly(2, null, null);
    }

    @Test
    void isTornAfterAllSyncs() {
        assertThat(afterACrash(new FaultAction.TearStorage(A, 3))).containsExactly(2, 2, 3);
    }

    @Test
    void hasOneBitInverted() {
        List<Integer> values = afterACrash(new FaultAction.WipeStorage(A), new FaultAction.CorruptStorage(A, 1));
        assertThat(values).as("nothing to corrupt").containsExactly(null, null, null);
        lives.remove(0);
        putAndSync("one", 1);
        network.crash(A);
        network.apply(new FaultAction.CorruptStorage(A, 2));
        network.recover(A);
        List<Integer> bits = new ArrayList<>();
        network.node(A).execute(() -> {
            for (String key : List.of("one", "last")) {
                bits.add(Integer.bitCount(lives.get(1).storage().get(key).getInt(0) ^ 1));
            }
        });
        network.runFor(Duration.ofMillis(1));
        assertThat(bits).containsExactlyInAnyOrder(0, 1);
    }
}
