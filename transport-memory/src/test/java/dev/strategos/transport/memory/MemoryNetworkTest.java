package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.DropReason;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.SyncResult;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryNetworkTest {

    private static final Group ABC = Group.named("a", "b", "c");
    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");

    private final List<TraceRecord> trace = new ArrayList<>();

    private MemoryNetwork network(FaultPlan.Builder faults) {
        return MemoryNetwork.builder(ABC)
                .seed(7)
                .faults(faults.build())
                .trace(trace::add)
                .build();
    }

    @Test
    void nothingHappensUntilTimePasses() {
        MemoryNetwork network = network(FaultPlan.builder().delay(DelayLaw.constant(Duration.ofMillis(5))));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        a.send(network, "b", "hello");
        network.runFor(Duration.ofNanos(4_999_999));
        assertThat(b.received).isEmpty();
        network.runFor(Duration.ofNanos(1));
        assertThat(b.received).containsExactly("a#1 hello");
        assertThat(network.now()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void aDelayOrAPauseBeyondTheEndOfTimeDoesNotEndAtOnce() {
        Duration endless = Duration.ofNanos(Long.MAX_VALUE);
        MemoryNetwork network = network(FaultPlan.builder().delay(DelayLaw.constant(endless)));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        network.runFor(Duration.ofSeconds(1));
        a.send(network, "b", "hello");
        network.runFor(Duration.ofDays(1));
        assertThat(b.received).isEmpty();

        MemoryNetwork pausing = network(FaultPlan.builder());
        Mailbox sender = Mailbox.of(pausing, "a");
        Mailbox asleep = Mailbox.of(pausing, "b");
        pausing.runFor(Duration.ofSeconds(1));
        pausing.pause(B, endless);
        sender.send(pausing, "b", "hello");
        pausing.runFor(Duration.ofDays(1));
        assertThat(asleep.received).isEmpty();
    }

    @Test
    void losesAboutAsManyFramesAsPlanned() {
        MemoryNetwork network = network(FaultPlan.builder().loss(0.3));
        Mailbox b = sendMany(network, 10_000);
        assertThat(b.received.size()).isBetween(6_800, 7_200);
        assertThat(drops(DropReason.LOSS)).isEqualTo(10_000 - b.received.size());
    }

    @Test
    void repeatsAboutAsManyFramesAsPlanned() {
        MemoryNetwork network = network(FaultPlan.builder().duplication(0.2));
        Mailbox b = sendMany(network, 10_000);
        assertThat(b.received.size()).isBetween(11_800, 12_200);
        assertThat(new java.util.LinkedHashSet<>(b.received)).hasSize(10_000);
    }

    @Test
    void keepsTheOrderUnlessTheFrameMayBeReordered() {
        DelayLaw jumpy = DelayLaw.uniform(Duration.ZERO, Duration.ofMillis(50));
        Mailbox ordered = sendMany(network(FaultPlan.builder().delay(jumpy)), 1_000);
        assertThat(ordered.received)
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "a#1 " + i).toList());
        Mailbox mixed = sendMany(network(FaultPlan.builder().delay(jumpy).reordering(0.3)), 1_000);
        assertThat(mixed.received)
                .containsExactlyInAnyOrderElementsOf(ordered.received)
                .isNotEqualTo(ordered.received);
    }

    @Test
    void tracesCutsWhereTheSenderIs() {
        MemoryNetwork network = network(FaultPlan.builder().crash(Duration.ofMillis(2), B));
        network.apply(new FaultAction.Cut(List.of(C), List.of(A)));
        ABC.forEach(node -> network.node(node).run(env -> env));
        network.partition(List.of(A), List.of(B, C));
        network.runFor(Duration.ofMillis(5));
        network.heal();
        network.heal();
        assertThat(trace.stream()
                        .filter(record ->
                                record.event() instanceof TraceEvent.Cut || record.event() instanceof TraceEvent.Heal)
                        .map(TraceRecord::toString))
                .containsExactly(
                        "0 c#1/1 cut a", // told when the node started
                        "0 a#1/1 cut b,c",
                        "0 b#1/1 cut a", // and not c once more, which was cut from a before
                        "5000000 a#1/2 heal b,c",
                        "5000000 b#1/3 heal a", // last words: it is down
                        "5000000 c#1/2 heal a");
    }

    @Test
    void cutsOneWayOnly() {
        MemoryNetwork network = network(
                FaultPlan.builder().cut(Duration.ZERO, List.of(A), List.of(B)).heal(Duration.ofSeconds(1)));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        Mailbox c = Mailbox.of(network, "c");
        network.runFor(Duration.ofMillis(10));
        a.send(network, "b", "lost");
        a.send(network, "c", "partial");
        b.send(network, "a", "other way");
        network.runFor(Duration.ofMillis(10));
        assertThat(b.received).isEmpty();
        assertThat(a.received).containsExactly("b#1 other way");
        assertThat(c.received).containsExactly("a#1 partial");
        assertThat(drops(DropReason.PARTITION)).isEqualTo(1);
        assertThat(a.news).containsExactly("up c#1");
        network.runFor(Duration.ofSeconds(1));
        a.send(network, "b", "healed");
        network.runFor(Duration.ofMillis(10));
        assertThat(b.received).containsExactly("a#1 healed");
        assertThat(a.news).containsExactlyInAnyOrder("up c#1", "up b#1");
    }

    @Test
    void aCrashDropsTimersAndARecoveryStartsTheProgramAnew() {
        MemoryNetwork network = network(FaultPlan.builder());
        Mailbox a = Mailbox.of(network, "a");
        List<Mailbox> lives = Mailbox.at(network, "b");
        List<String> fired = new ArrayList<>();
        network.node("b").execute(() -> lives.get(0).env.schedule(Duration.ofMillis(50), () -> fired.add("old timer")));
        network.runFor(Duration.ofMillis(10));
        a.send(network, "b", "into the void");
        network.runFor(Duration.ZERO);
        network.crash(B);
        network.runFor(Duration.ofMillis(100));
        assertThat(drops(DropReason.CRASHED)).isEqualTo(1);
        assertThat(network.node("b").execute(() -> fired.add("while down"))).isTrue();
        network.recover(B);
        a.send(network, "b", "welcome back");
        network.runFor(Duration.ofMillis(10));
        assertThat(fired).isEmpty();
        assertThat(lives).hasSize(2);
        assertThat(lives.get(1).env.incarnation().isAfter(lives.get(0).env.incarnation()))
                .isTrue();
        assertThat(lives.get(0).received).isEmpty();
        assertThat(lives.get(1).received).containsExactly("a#1 welcome back");
        assertThat(a.news).containsExactly("up b#1", "down b#1", "up b#2");
    }

    @Test
    void whatIsLeftOfTheTurnInWhichANodeCrashesReachesNobody() {
        MemoryNetwork network = network(FaultPlan.builder());
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        network.runFor(Duration.ofMillis(10));
        network.node("b").execute(() -> {
            b.wire.send(A, bytes(1));
            network.crash(B);
            b.wire.send(A, bytes(2));
            b.env.atEndOfTurn(() -> b.wire.send(A, bytes(3)));
            b.env.schedule(Duration.ZERO, () -> b.wire.send(A, bytes(4)));
            b.env.storage().put("k", bytes(5));
            b.env.storage().sync(result -> b.wire.send(A, bytes(6)));
            assertThat(b.env.tracer().isOn()).isFalse();
        });
        network.runFor(Duration.ofSeconds(1));
        assertThat(a.received).hasSize(1);
        network.recover(B);
        network.node("b").run(env -> {
            assertThat(env.storage().get("k")).isNull();
            return 0;
        });
    }

    @Test
    void recoverySeesExactlyWhatWasSynced() {
        MemoryNetwork network = network(FaultPlan.builder());
        List<Mailbox> lives = Mailbox.at(network, "b");
        List<SyncResult> results = new ArrayList<>();
        network.node("b").execute(() -> {
            var storage = lives.get(0).env.storage();
            storage.put("k", bytes(1));
            storage.put("gone", bytes(1));
            storage.sync(results::add);
            storage.put("k", bytes(2));
            storage.put("gone", null);
            assertThat(storage.get("k")).isEqualTo(bytes(2));
            assertThat(storage.get("gone")).isNull();
        });
        network.runFor(Duration.ofMillis(2));
        assertThat(results).containsExactly(new SyncResult.Durable());
        network.node("b").execute(() -> lives.get(0).env.storage().sync(results::add));
        network.runFor(Duration.ofNanos(999_000));
        network.crash(B);
        network.recover(B);
        network.runFor(Duration.ofSeconds(1));
        assertThat(results).as("a sync that a crash overtook never completes").hasSize(1);
        network.node("b").execute(() -> {
            assertThat(lives.get(1).env.storage().get("k")).isEqualTo(bytes(1));
            assertThat(lives.get(1).env.storage().get("gone")).isEqualTo(bytes(1));
        });
        network.runFor(Duration.ZERO);
    }

    @Test
    void aPauseHoldsEverythingBackInOrder() {
        MemoryNetwork network = network(FaultPlan.builder().pause(Duration.ofMillis(20), B, Duration.ofMillis(80)));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        network.node("b").execute(() -> b.env.schedule(Duration.ofMillis(30), () -> b.received.add("timer")));
        network.runFor(Duration.ofMillis(25));
        long start = b.env.clock().nanos();
        a.send(network, "b", "1", "2");
        network.runFor(Duration.ofMillis(10));
        assertThat(b.received).isEmpty();
        network.runFor(Duration.ofMillis(64));
        a.send(network, "b", "3");
        network.runFor(Duration.ofMillis(1));
        assertThat(b.received).containsExactly("a#1 1", "a#1 2", "timer", "a#1 3");
        assertThat(b.times).allSatisfy(time -> assertThat(time - start).isGreaterThanOrEqualTo(75_000_000));
    }

    @Test
    void clocksHaveNoCommonOriginButKeepTime() {
        MemoryNetwork network = network(FaultPlan.builder());
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        long offset = a.env.clock().nanos() - b.env.clock().nanos();
        assertThat(offset).isNotZero();
        network.runFor(Duration.ofHours(1));
        assertThat(a.env.clock().nanos() - b.env.clock().nanos()).isEqualTo(offset);
        assertThat(network.clockReading(A, Duration.ofHours(1)))
                .isEqualTo(a.env.clock().nanos());
    }

    @Test
    void whatAHandlerThrowsFailsTheTestInVirtualTime() {
        MemoryNetwork network = network(FaultPlan.builder());
        Mailbox a = Mailbox.of(network, "a");
        network.node("a").execute(() -> {
            a.env.atEndOfTurn(() -> a.received.add("leftover"));
            throw new AssertionError("planted");
        });
        assertThatThrownBy(() -> network.runFor(Duration.ofSeconds(1))).hasMessage("planted");
        network.node("a").execute(() -> a.received.add("next turn"));
        network.runFor(Duration.ofSeconds(1));
        assertThat(a.received).containsExactly("next turn");
    }

    @Test
    void refusesFaultsThatBreakItsModel() {
        SystemModel reliable = new SystemModel(
                NetworkModel.RELIABLE,
                NodeModel.crashStop(),
                TimingModel.synchronous(Duration.ofMillis(10), 0, Duration.ZERO));
        List<FaultPlan> breaking = List.of(
                FaultPlan.builder().loss(0.1).build(),
                FaultPlan.builder().loss(1).build(),
                FaultPlan.builder().duplication(0.1).build(),
                FaultPlan.builder()
                        .delay(DelayLaw.constant(Duration.ofMillis(11)))
                        .build(),
                FaultPlan.builder()
                        .delay(DelayLaw.exponential(Duration.ZERO, Duration.ofMillis(1)))
                        .build(),
                FaultPlan.builder().recover(Duration.ZERO, A).build(),
                FaultPlan.builder().cut(Duration.ZERO, List.of(A), List.of(B)).build(),
                FaultPlan.builder()
                        .pause(Duration.ZERO, A, Duration.ofMillis(10))
                        .build());
        for (FaultPlan plan : breaking) {
            MemoryNetworkBuilder builder =
                    MemoryNetwork.builder(ABC).model(reliable).faults(plan);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("breaks the declared model");
            builder.breakingTheModel().build();
        }
        MemoryNetwork network = MemoryNetwork.builder(ABC).model(reliable).build();
        assertThatThrownBy(() -> network.partition(List.of(A), List.of(B)))
                .hasMessageContaining("breaks the declared model");
        network.crash(A);
        assertThatThrownBy(() -> network.recover(A))
                .hasMessageContaining("breaks the declared model of crash-stop nodes");
    }

    @Test
    void refusesNonsenseByName() {
        assertThatThrownBy(() -> FaultPlan.builder().loss(1.5).build())
                .hasMessage("loss: must be within 0 to 1, but was 1.5");
        assertThatThrownBy(() -> FaultPlan.builder().duplication(Double.NaN).build())
                .hasMessageContaining("duplication");
        assertThatThrownBy(() -> DelayLaw.uniform(Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessageContaining("most");
        assertThatThrownBy(() -> new FaultAction.Cut(List.of(A), List.of(A, B))).hasMessageContaining("from, to");
        assertThatThrownBy(() -> MemoryNetwork.builder(ABC).maxFrameBytes(0).build())
                .hasMessage("maxFrameBytes: must be at least 1, but was 0");
        assertThatThrownBy(() -> network(FaultPlan.builder().crash(Duration.ZERO, NodeId.of("x"))))
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> network(FaultPlan.builder()).node("x")).hasMessageContaining("'x'");
    }

    @Test
    void virtualTimeBelongsToOneThreadAndOneCaller() throws InterruptedException {
        MemoryNetwork network = network(FaultPlan.builder());
        List<RuntimeException> thrown = new ArrayList<>();
        Thread other = new Thread(() -> {
            try {
                network.runFor(Duration.ZERO);
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        });
        other.start();
        other.join();
        assertThat(thrown).singleElement().asString().contains("virtual time belongs to thread");
        network.node("a").execute(() -> network.runFor(Duration.ZERO));
        assertThatThrownBy(() -> network.runFor(Duration.ZERO)).hasMessageContaining("from within a turn of node 'a'");
        network.node("a").execute(() -> network.node("b").run(env -> 1));
        assertThatThrownBy(() -> network.runFor(Duration.ZERO)).hasMessageContaining("run would wait for its own loop");
    }

    @Test
    void faultsGoToTheListenerAndToTheTrace() {
        List<Fault> faults = new ArrayList<>();
        MemoryNetwork network = MemoryNetwork.builder(ABC)
                .onFault(faults::add)
                .trace(trace::add)
                .build();
        Fault fault = new Fault(B, Fault.Kind.MALFORMED_MESSAGE, "planted");
        network.node("a").run(env -> {
            env.report(fault);
            return 0;
        });
        assertThat(faults).containsExactly(fault);
        assertThat(trace).extracting(TraceRecord::event).contains(new TraceEvent.FaultReported(fault));
    }

    @Test
    void eachRecordOfALifeHasTheNextIndex() {
        sendMany(network(FaultPlan.builder().loss(0.2).duplication(0.2)), 100);
        for (NodeId node : ABC) {
            List<Long> indices = trace.stream()
                    .filter(record -> record.peer().id().equals(node))
                    .map(TraceRecord::index)
                    .toList();
            assertThat(indices)
                    .isEqualTo(IntStream.range(0, indices.size())
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }

    private Mailbox sendMany(MemoryNetwork network, int count) {
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        a.send(
                network,
                "b",
                IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
        network.runFor(Duration.ofSeconds(1));
        return b;
    }

    private long drops(DropReason reason) {
        return trace.stream()
                .filter(record -> record.event() instanceof TraceEvent.Drop drop && drop.reason() == reason)
                .count();
    }

    private static ByteBuffer bytes(int value) {
        return Objects.requireNonNull(ByteBuffer.allocate(4).putInt(value).flip());
    }
}
