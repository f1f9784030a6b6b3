package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.model.NetworkModel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the environment of this host adds to the contract of all: incarnations, storage, traces, turns. */
class EnvironmentIT {

    private static final NodeId ALICE = NodeId.of("alice");

    private final NettyTestCluster cluster = NettyTestCluster.plain("alice", "bob");

    @AfterEach
    void close() {
        cluster.close();
    }

    /** A disk in memory whose syncs may fail. */
    private static final class Disk implements StableStorage {
        private final Map<String, ByteBuffer> values = new LinkedHashMap<>();
        private @Nullable Executor loop;
        private boolean broken;

        StableStorage on(Executor executor) {
            loop = executor;
            return this;
        }

        @Override
        public @Nullable ByteBuffer get(String key) {
            ByteBuffer value = values.get(key);
            return value == null ? null : value.asReadOnlyBuffer();
        }

        @Override
        public void put(String key, @Nullable ByteBuffer value) {
            if (value == null) {
                values.remove(key);
            } else {
                values.put(
                        key,
                        ByteBuffer.allocate(value.remaining())
                                .put(value.duplicate())
                                .flip());
            }
        }

        @Override
        public void sync(Consumer<SyncResult> onLoop) {
            loop.execute(() -> onLoop.accept(broken ? new SyncResult.Failed("planted") : new SyncResult.Durable()));
        }
    }

    private NettyNode startOn(Disk disk) {
        NettyNode node = NettyNode.start(cluster.config(ALICE).storage(disk::on).build());
        cluster.adopt(node);
        return node;
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Test
    void incarnationsFollowTheClockWithoutADisk() {
        long before = micros();
        Incarnation incarnation = cluster.start("alice").incarnation();
        assertThat(incarnation.number()).isBetween(before, micros());
    }

    @Test
    void incarnationsGrowEvenIfTheClockWentBack() {
        Disk disk = new Disk();
        long ahead = micros() + 1_000_000_000_000L;
        disk.put("strategos.incarnation", ByteBuffer.allocate(Long.BYTES).putLong(0, ahead));
        for (long life = 1; life <= 3; life++) {
            NettyNode node = startOn(disk);
            assertThat(node.incarnation()).isEqualTo(new Incarnation(ahead + life));
            node.close();
        }
        disk.values.clear();
        assertThat(startOn(disk).incarnation().number())
                .as("a wiped disk does not lock the node out for ever")
                .isLessThanOrEqualTo(micros());
    }

    @Test
    void doesNotStartWhereTheDiskFails() {
        Disk disk = new Disk();
        disk.broken = true;
        assertThatThrownBy(() -> startOn(disk))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not keep the new incarnation: planted");
        disk.put("strategos.incarnation", ByteBuffer.allocate(3));
        assertThatThrownBy(() -> startOn(disk))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds 3 bytes");
    }

    @Test
    void doesNotStartOnAPortThatIsTaken() {
        InetSocketAddress taken = cluster.start("alice").address();
        assertThatThrownBy(() -> NettyNode.start(
                        cluster.config(NodeId.of("bob")).listen(taken).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("node 'bob' cannot listen at " + taken);
    }

    @Test
    void givesTheDiskToTheProgramOrSaysHowToHaveOne() {
        Disk disk = new Disk();
        StableStorage storage = startOn(disk).run(Environment::storage);
        assertThat(storage).isSameAs(disk);
        NettyNode bob = cluster.start("bob");
        assertThatThrownBy(() -> bob.run(Environment::storage))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NettyConfig.builder(…).storage(executor -> …)");
    }

    @Test
    void saysWhatItsNetworkIs(@TempDir Path directory) {
        assertThat(Talker.on(cluster.start("alice"))
                        .<NetworkModel>call(wire -> wire.model().network()))
                .isEqualTo(NetworkModel.ARBITRARY);
        try (NettyTestCluster secured = NettyTestCluster.tls(directory, "alice", "bob")) {
            assertThat(Talker.on(secured.start("alice"))
                            .<NetworkModel>call(wire -> wire.model().network()))
                    .isEqualTo(NetworkModel.FAIR_LOSS);
        }
    }

    @Test
    void aMessageHasOneIdAtBothEnds() {
        List<TraceRecord> trace = new CopyOnWriteArrayList<>();
        NettyTestCluster traced = new NettyTestCluster(
                Group.named("alice", "bob"), builder -> builder.plainText().trace(trace::add));
        try (traced) {
            Talker alice = Talker.on(traced.start("alice"));
            Talker early = Talker.on(traced.netty("alice"), "early");
            assertThat(alice.offer("bob", "lost")).isTrue();
            assertThat(alice.offer("bob", "lost too")).isTrue();
            Talker bob = Talker.on(traced.start("bob"));
            traced.await("up", () -> alice.sees("bob") && bob.sees("alice"));
            assertThat(early.offer("bob", "nobody listens")).isTrue();
            assertThat(alice.offer("bob", "found")).isTrue();
            assertThat(bob.offer("alice", "back")).isTrue();
            traced.await("delivery", () -> bob.received.size() == 1 && alice.received.size() == 1);
            String sender = alice.self() + "→bob/";
            assertThat(trace.stream().map(record -> record.event().describe()))
                    .contains(
                            "send talk wire " + sender + "1 4 bytes",
                            "drop talk wire " + sender + "1 UNREACHABLE",
                            "drop talk wire " + sender + "2 UNREACHABLE",
                            "send early wire " + sender + "1 14 bytes",
                            "drop early wire " + sender + "1 CHANNEL_NOT_OPEN",
                            "send talk wire " + sender + "3 5 bytes",
                            "deliver talk wire " + sender + "3 5 bytes",
                            "deliver talk wire " + bob.self() + "→alice/1 4 bytes");
            List<Long> indices = trace.stream()
                    .filter(record -> record.peer().equals(alice.self()))
                    .map(TraceRecord::index)
                    .toList();
            assertThat(indices).isSorted().doesNotHaveDuplicates().startsWith(0L);
            assertThat(trace.get(0).event()).isEqualTo(new TraceEvent.Start());
        }
    }

    @Test
    void anActionThatEndsEveryTurnStarvesNobody() {
        Talker alice = Talker.on(cluster.start("alice"));
        Talker bob = Talker.on(cluster.start("bob"));
        AtomicInteger turns = new AtomicInteger();
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            turns.incrementAndGet();
            alice.environment().atEndOfTurn(again[0]);
        };
        cluster.netty("alice").execute(again[0]);
        cluster.await("up all the same", () -> alice.sees("bob") && bob.sees("alice"));
        assertThat(bob.offer("alice", "still there?")).isTrue();
        cluster.await("delivery", () -> alice.received.size() == 1);
        assertThat(turns.get()).isGreaterThan(1);
    }

    @Test
    void theEndOfATurnComesAfterAllThatIsDrainedNow() {
        NettyNode node = cluster.start("alice");
        List<String> order = new CopyOnWriteArrayList<>();
        node.run(environment -> {
            environment.atEndOfTurn(() -> order.add("end"));
            for (int i = 0; i < 3; i++) {
                String name = "action " + i;
                environment.execute(() -> order.add(name));
            }
            return order;
        });
        cluster.await("all of it", () -> order.size() == 4);
        assertThat(order).containsExactly("action 0", "action 1", "action 2", "end");
    }

    @Test
    void whatHandlersThrowIsAFaultAndNothingElse() {
        NettyNode node = cluster.start("alice");
        node.execute(() -> {
            throw new IllegalStateException("action");
        });
        node.run(environment -> {
            environment.schedule(Duration.ZERO, () -> {
                throw new IllegalStateException("timer");
            });
            environment.atEndOfTurn(() -> {
                throw new AssertionError("end of turn");
            });
            environment.open("x").to(NodeId.of("bob")).whenReady(() -> {
                throw new IllegalStateException("ready");
            });
            return "started";
        });
        cluster.await("four faults", () -> cluster.faults().size() == 4);
        List<String> evidence = new ArrayList<>();
        cluster.faults().forEach(fault -> evidence.add(fault.evidence()));
        assertThat(evidence)
                .anyMatch(seen -> seen.startsWith("an executed action threw") && seen.endsWith("action"))
                .anyMatch(seen -> seen.startsWith("a timer threw"))
                .anyMatch(seen -> seen.startsWith("an action at the end of a turn threw"))
                .anyMatch(seen -> seen.startsWith("a whenReady action threw"));
        assertThat(node.<String>run(environment -> "alive")).isEqualTo("alive");
    }
}
