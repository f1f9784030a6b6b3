package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import dev.strategos.core.WindowFullException;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoggedLinkTest {

    private static final LoggedConfig CONFIG = new LoggedConfig(4, 1 << 10, 100, 1 << 20);

    private final List<Fault> faults = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private final List<SyncResult> results = new ArrayList<>();
    private final Map<NodeId, LoggedLink> links = new LinkedHashMap<>();
    private final MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
            .faults(FaultPlan.builder()
                    .delay(DelayLaw.constant(Duration.ofMillis(1)))
                    .build())
            .syncTime(Duration.ofMillis(5))
            .breakingTheModel()
            .onFault(faults::add)
            .build();

    private void start(LoggedConfig config) {
        for (NodeId node : TwoNodes.GROUP) {
            network.node(node).run(env -> build(env, env.storage(), config));
        }
        run(100);
    }

    private LoggedLink build(Environment env, StableStorage storage, LoggedConfig config) {
        LoggedLink link =
                LoggedLink.over(FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults())), storage, config);
        link.onNewStream(
                (sender, receiver, cause) -> breaks.add(env.self() + ": " + sender + ">" + receiver + " " + cause));
        links.put(env.self(), link);
        return link;
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    private void at(NodeId node, Consumer<LoggedLink> action) {
        network.node(node).execute(() -> action.accept(links.get(node)));
        run(0);
    }

    private void send(String... texts) {
        for (String message : texts) {
            at(A, link -> link.send(B, text(message), results::add));
            run(100);
        }
    }

    private List<String> logOfB() {
        List<String> texts = new ArrayList<>();
        at(
                B,
                link -> link.log()
                        .read(link.log().firstPosition(), 1_000)
                        .forEach(entry -> texts.add(text(entry.message()))));
        return texts;
    }

    private void suffer(NodeId node, FaultAction action) {
        network.crash(node);
        network.apply(action);
        network.recover(node);
        // Longer than time-outs back off to.
        run(10_000);
    }

    @Test
    void isAcceptedWhenItIsDurableAndNotSentBefore() {
        start(CONFIG);
        at(A, link -> link.send(B, text("attack"), results::add));
        run(4);
        assertThat(results).isEmpty();
        run(1);
        assertThat(results).containsExactly(new SyncResult.Durable());
        assertThat(logOfB()).isEmpty();
        run(100);
        assertThat(logOfB()).containsExactly("attack");
        at(A, link -> assertThat(link.stats(B).inFlight()).isZero());
    }

    @Test
    void refusesBeyondItsWindowAndSaysWhenThereIsRoom() {
        start(CONFIG);
        network.crash(B);
        List<String> ready = new ArrayList<>();
        at(A, link -> {
            for (int i = 0; i < 4; i++) {
                assertThat(link.offer(B, text("m" + i), results::add)).isTrue();
            }
            assertThat(link.offer(B, text("m4"), results::add)).isFalse();
            assertThatThrownBy(() -> link.send(B, text("m4"), results::add)).isInstanceOf(WindowFullException.class);
            link.whenReady(B, () -> ready.add("ready"));
            assertThat(link.stats(B).refused()).isEqualTo(2);
        });
        run(1_000);
        assertThat(ready).isEmpty();
        assertThat(results).hasSize(4);
        network.recover(B);
        run(10_000);
        assertThat(ready).containsExactly("ready");
        assertThat(logOfB()).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void boundsBytesToo() {
        start(CONFIG);
        network.crash(B);
        at(A, link -> {
            assertThat(link.maxBytes()).isEqualTo(1 << 10);
            assertThat(link.offer(B, ByteBuffer.allocate(1_000), results::add)).isTrue();
            assertThat(link.offer(B, ByteBuffer.allocate(25), results::add)).isFalse();
            assertThat(link.offer(B, ByteBuffer.allocate(24), results::add)).isTrue();
            assertThatThrownBy(() -> link.send(B, ByteBuffer.allocate(1_025), results::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("message: must have at most 1024 bytes, but had 1025");
            assertThatThrownBy(() -> link.send(A, text("self"), results::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("peer: must be one of [b], but was 'a'");
        });
    }

    @Test
    void theLogIsReadByPositionAndDiscarded() {
        start(CONFIG);
        List<Long> appended = new ArrayList<>();
        at(B, link -> link.log().onAppended(() -> appended.add(link.log().nextPosition())));
        send("zero", "one", "two");
        assertThat(appended).containsExactly(1L, 2L, 3L);
        at(B, link -> {
            Log log = link.log();
            assertThat(log.read(1, 1)).singleElement().satisfies(entry -> {
                assertThat(entry.position()).isEqualTo(1);
                assertThat(entry.from()).isEqualTo(A);
                assertThat(text(entry.message())).isEqualTo("one");
            });
            assertThat(log.read(3, 10)).isEmpty();
            log.discardUpTo(2);
            assertThat(log.firstPosition()).isEqualTo(2);
            assertThatThrownBy(() -> log.read(1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fromPosition: must be 2 to 3, where this log begins and ends, but was 1");
            assertThatThrownBy(() -> log.read(4, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.discardUpTo(4)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.read(2, 0)).isInstanceOf(IllegalArgumentException.class);
        });
        run(10);
        network.crash(B);
        network.recover(B);
        run(1_000);
        assertThat(logOfB()).containsExactly("two");
        at(B, link -> assertThat(link.log().nextPosition()).isEqualTo(3));
    }

    @Test
    void aFullLogMakesSendersWait() {
        start(new LoggedConfig(4, 1 << 10, 2, 1 << 20));
        send("m0", "m1", "m2", "m3");
        assertThat(logOfB()).containsExactly("m0", "m1");
        at(A, link -> assertThat(link.stats(B).inFlight()).isEqualTo(2));
        at(B, link -> link.log().discardUpTo(1));
        run(100);
        assertThat(logOfB()).containsExactly("m1", "m2");
        at(B, link -> link.log().discardUpTo(3));
        run(100);
        assertThat(logOfB()).containsExactly("m3");
        assertThat(faults).isEmpty();
    }

    @Test
    void aStorageThatFailsIsSaidAndNothingIsSent() {
        network.node(B).run(env -> build(env, env.storage(), CONFIG));
        network.node(A).run(env -> build(env, new FailingStorage(env), CONFIG));
        send("m0", "m1");
        assertThat(results).containsExactly(new SyncResult.Failed("full"), new SyncResult.Failed("full"));
        assertThat(logOfB()).isEmpty();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.STORAGE_FAILED);
            assertThat(fault.who()).isEqualTo(A);
        });
    }

    private record FailingStorage(Environment env) implements StableStorage {

        @Override
        public ByteBuffer get(String key) {
            return env.storage().get(key);
        }

        @Override
        public void put(String key, ByteBuffer value) {
            env.storage().put(key, value);
        }

        @Override
        public void sync(Consumer<SyncResult> onLoop) {
            env.schedule(Duration.ZERO, () -> onLoop.accept(new SyncResult.Failed("full")));
        }
    }

    @Test
    void aLostSenderIsReportedAtBothEnds() {
        start(CONFIG);
        send("m0", "m1");
        suffer(A, new FaultAction.WipeStorage(A));
        send("m2");
        assertThat(logOfB()).containsExactly("m0", "m1", "m2");
        assertThat(breaks).containsExactly("b: a>b SENDER_LOST", "a: a>b SENDER_LOST");
        assertThat(faults)
                .hasSize(2)
                .allMatch(fault -> fault.kind() == Fault.Kind.STORAGE_LOST && A.equals(fault.who()));
    }

    @Test
    void aLostReceiverIsReportedAtBothEnds() {
        start(CONFIG);
        send("m0", "m1");
        suffer(B, new FaultAction.WipeStorage(B));
        send("m2");
        assertThat(logOfB()).containsExactly("m2");
        assertThat(breaks).containsExactly("a: a>b RECEIVER_LOST", "b: a>b RECEIVER_LOST");
        assertThat(faults)
                .hasSize(2)
                .allMatch(fault -> fault.kind() == Fault.Kind.STORAGE_LOST && B.equals(fault.who()));
    }

    @Test
    void aRolledBackReceiverIsReportedAtBothEnds() {
        start(CONFIG);
        send("m0", "m1", "m2");
        suffer(B, new FaultAction.RollBackStorage(B, 1));
        send("m3");
        assertThat(logOfB()).containsExactly("m0", "m1", "m3");
        assertThat(breaks).containsExactly("a: a>b RECEIVER_ROLLED_BACK", "b: a>b RECEIVER_ROLLED_BACK");
    }

    /** The new messages have the numbers of forgotten ones, which the receiver has: it must not take them for duplicates. */
    @Test
    void aRolledBackSenderThatUsesNumbersAgainLosesNothing() {
        start(CONFIG);
        send("m0", "m1", "m2", "m3");
        network.crash(A);
        network.crash(B);
        // Per message, one sync accepted it and one forgot it.
        network.apply(new FaultAction.RollBackStorage(A, 5));
        network.recover(A);
        run(100);
        send("n0", "n1", "n2");
        // One more life, in which the new ones are old as well.
        network.crash(A);
        network.recover(A);
        network.recover(B);
        run(10_000);
        assertThat(logOfB()).containsExactly("m0", "m1", "m2", "m3", "n0", "n1", "n2");
        assertThat(breaks).containsExactly("a: a>b SENDER_ROLLED_BACK", "b: a>b SENDER_ROLLED_BACK");
        send("n3");
        assertThat(logOfB()).endsWith("n2", "n3");
    }

    /** Back to before the stream that the receiver knows. */
    @Test
    void anOutdatedStreamIsRefused() {
        start(CONFIG);
        send("m0");
        suffer(B, new FaultAction.WipeStorage(B));
        send("m1");
        assertThat(breaks).hasSize(2);
        breaks.clear();
        // m0 accepted, forgotten; the new stream; m1 accepted, forgotten.
        suffer(A, new FaultAction.RollBackStorage(A, 3));
        send("m2");
        assertThat(logOfB()).containsExactly("m1", "m2");
        assertThat(breaks).containsExactly("a: a>b SENDER_ROLLED_BACK", "b: a>b SENDER_ROLLED_BACK");
    }

    /** The receiver's log has a message that is not durable yet when the sender comes back and asks how far it is. */
    @Test
    void whatIsAnsweredIsDurable() {
        MemoryNetwork slow = MemoryNetwork.builder(TwoNodes.GROUP)
                .syncTime(Duration.ofSeconds(1))
                .build();
        for (NodeId node : TwoNodes.GROUP) {
            slow.node(node).run(env -> build(env, env.storage(), CONFIG));
        }
        slow.node(A).execute(() -> links.get(A).send(B, text("opens the stream"), results::add));
        slow.runFor(Duration.ofSeconds(10));
        slow.node(A).execute(() -> links.get(A).send(B, text("attack"), results::add));
        // Durable at its sender after a second, in the log then, and durable there after another.
        slow.runFor(Duration.ofMillis(1_100));
        slow.crash(A);
        slow.recover(A);
        slow.runFor(Duration.ofMillis(500));
        slow.crash(B);
        slow.recover(B);
        slow.runFor(Duration.ofSeconds(20));
        slow.node(B).execute(() -> assertThat(links.get(B).log().read(0, 10)).hasSize(2));
        slow.runFor(Duration.ZERO);
    }

    @Test
    void nothingIsLostWhenEitherEndCrashesAtAnyMillisecond() {
        start(CONFIG);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String message = "m" + i;
            int before = results.size();
            at(A, link -> link.send(B, text(message), results::add));
            run(i % 30);
            NodeId victim = TwoNodes.GROUP.member(i / 30);
            network.crash(victim);
            network.recover(victim);
            run(10_000);
            if (results.size() > before) {
                sent.add(message);
            }
            assertThat(logOfB()).containsExactlyElementsOf(sent);
        }
        assertThat(sent).hasSizeBetween(50, 59);
        assertThat(breaks).isEmpty();
    }
}
