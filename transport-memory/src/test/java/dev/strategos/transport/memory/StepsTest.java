package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Timer;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final Duration DELTA = Duration.ofMillis(10);

    private final MemoryNetwork network =
            MemoryNetwork.builder(Group.named("a", "b")).stepwise().build();
    private final Steps steps = network.steps();

    @Test
    void nothingHappensByItselfAndFramesArriveInAnyOrder() {
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        meet();
        a.send(network, "b", "one", "two");
        assertThat(names()).containsExactly("work a");
        take("work a");
        assertThat(names()).containsExactly("deliver a#1→b/1", "deliver a#1→b/2");
        assertThat(b.received).isEmpty();
        take("deliver a#1→b/2");
        take("deliver a#1→b/1");
        assertThat(b.received).containsExactly("a#1 two", "a#1 one");
        assertThat(names()).isEmpty();
    }

    @Test
    void framesAreLostAndRepeated() {
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        meet();
        a.send(network, "b", "one", "two");
        take("work a");
        steps.repeat(step("deliver a#1→b/1"));
        steps.lose(step("deliver a#1→b/2"));
        assertThat(names()).containsExactly("deliver a#1→b/1", "deliver a#1→b/1 again 1");
        assertThat(steps.isOriginal(step("deliver a#1→b/1"))).isTrue();
        assertThat(steps.isOriginal(step("deliver a#1→b/1 again 1"))).isFalse();
        take("deliver a#1→b/1 again 1");
        take("deliver a#1→b/1");
        assertThat(b.received).containsExactly("a#1 one", "a#1 one");
        assertThatThrownBy(() -> steps.take(step("work a"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Without a bound on delays, a timer may be ahead of any frame, but not of an earlier timer of the same node. */
    @Test
    void eachNodeHasItsOwnTime() {
        List<String> fired = new ArrayList<>();
        timers(network, fired);
        assertThat(names()).containsExactly("timer a", "timer b");
        take("timer b");
        assertThat(fired).containsExactly("b 15");
        take("timer a");
        take("timer a");
        assertThat(fired).containsExactly("b 15", "a 10", "a 20");
    }

    /** In a synchronous system timers fire in the order of time, after the frames that must have arrived by then. */
    @Test
    void aSynchronousSystemHasOneTime() {
        try (MemoryNetwork synchronous = synchronous()) {
            List<String> fired = new ArrayList<>();
            timers(synchronous, fired);
            Mailbox a = Mailbox.of(synchronous, "a");
            Mailbox b = Mailbox.of(synchronous, "b");
            a.send(synchronous, "b", "one");
            while (!synchronous.steps().pending().isEmpty()) {
                List<Step> pending = synchronous.steps().pending();
                synchronous.steps().take(pending.get(pending.size() - 1));
            }
            assertThat(fired).containsExactly("a 10", "b 15", "a 20");
            assertThat(b.received).hasSize(1);
        }
    }

    @Test
    void aFrameThatMustHaveArrivedByThenHoldsTimeUp() {
        try (MemoryNetwork synchronous = synchronous()) {
            Mailbox a = Mailbox.of(synchronous, "a");
            Mailbox b = Mailbox.of(synchronous, "b");
            Steps its = synchronous.steps();
            its.pending().forEach(its::take);
            a.send(synchronous, "b", "one");
            its.take(its.pending().get(0));
            synchronous.node("b").execute(() -> b.env.schedule(DELTA, () -> {}));
            its.take(its.pending().stream()
                    .filter(step -> step.kind() == Step.Kind.WORK)
                    .findFirst()
                    .orElseThrow());
            assertThat(its.pending()).extracting(Step::name).containsExactly("deliver a#1→b/1");
            its.take(its.pending().get(0));
            assertThat(its.pending()).extracting(Step::name).containsExactly("timer b");
            assertThat(its.movesCommonTime(its.pending().get(0))).isTrue();
        }
    }

    @Test
    void aTimerThatWasCancelledAndArmedAnewFiresOnce() {
        List<Timer> timers = new ArrayList<>();
        List<String> fired = new ArrayList<>();
        network.node("a").run(env -> timers.add(env.schedule(DELTA, () -> fired.add("fired"))));
        network.node("a").execute(() -> timers.get(0).cancel());
        take("work a");
        assertThat(names()).isEmpty();
        network.node("a").execute(() -> timers.get(0).rearm(DELTA.multipliedBy(2)));
        take("work a");
        take("timer a");
        assertThat(fired).hasSize(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aSyncIsAStepAndACrashBeforeItLosesWhatWasPut() {
        List<Mailbox> lives = Mailbox.at(network, "a");
        network.node("a").execute(() -> {
            lives.get(0).env.storage().put("key", ByteBuffer.allocate(1));
            lives.get(0).env.storage().sync(result -> {});
        });
        take("work a");
        assertThat(names()).containsExactly("sync a");
        network.crash(NodeId.of("a"));
        assertThat(names()).isEmpty();
        network.recover(NodeId.of("a"));
        List<Object> found = new ArrayList<>();
        network.node("a").execute(() -> found.add(lives.get(1).env.storage().get("key") == null));
        take("work a");
        assertThat(found).containsExactly(true);
    }

    @Test
    void aPeerIsToldOfACrash() {
        Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        meet();
        network.crash(NodeId.of("a"));
        take("news b");
        assertThat(b.news).containsExactly("up a#1", "down a#1");
    }

    /** Where two states differ in one of these, their digests do. */
    @Test
    void theDigestCoversAllThatDecidesWhatComesNext() {
        List<Fingerprint> digests = new ArrayList<>();
        Mailbox a = Mailbox.of(network, "a");
        Mailbox.of(network, "b");
        digests.add(digest());
        meet();
        digests.add(digest());
        a.send(network, "b", "one");
        digests.add(digest());
        take("work a");
        digests.add(digest());
        act(() -> a.env.schedule(DELTA, () -> {}));
        digests.add(digest());
        act(() -> a.env.random().nextInt());
        digests.add(digest());
        act(() -> a.env.storage().put("key", ByteBuffer.allocate(1)));
        digests.add(digest());
        act(() -> a.env.storage().sync(result -> {}));
        digests.add(digest());
        take("sync a");
        digests.add(digest());
        act(() -> a.env.open("more"));
        digests.add(digest());
        network.crash(NodeId.of("b"));
        digests.add(digest());
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void stepsAreForAStepwiseNetworkAndNothingElseIs() {
        assertThatThrownBy(() -> network.runFor(DELTA)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> network.pause(NodeId.of("a"), DELTA)).hasMessageContaining("pauses");
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.named("a")).build().steps())
                .hasMessageContaining("stepwise()");
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.named("a"))
                        .stepwise()
                        .realTime()
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.named("a"))
                        .stepwise()
                        .faults(FaultPlan.builder().loss(0.1).build())
                        .build())
                .hasMessageContaining("faults");
    }

    private static MemoryNetwork synchronous() {
        return MemoryNetwork.builder(Group.named("a", "b"))
                .model(new SystemModel(
                        NetworkModel.RELIABLE, NodeModel.crashStop(), TimingModel.synchronous(DELTA, 0, Duration.ZERO)))
                .stepwise()
                .build();
    }

    private static void timers(MemoryNetwork on, List<String> fired) {
        on.node("a").run(env -> {
            long start = env.clock().nanos();
            env.schedule(
                    DELTA.multipliedBy(2), () -> fired.add("a " + (env.clock().nanos() - start) / 1_000_000));
            return env.schedule(DELTA, () -> fired.add("a " + (env.clock().nanos() - start) / 1_000_000));
        });
        on.node("b").run(env -> {
            long start = env.clock().nanos();
            return env.schedule(
                    DELTA.multipliedBy(3).dividedBy(2),
                    () -> fired.add("b " + (env.clock().nanos() - start) / 1_000_000));
        });
        Steps its = on.steps();
        its.pending().stream().filter(step -> step.kind() == Step.Kind.NEWS).forEach(its::take);
    }

    private Fingerprint digest() {
        Fingerprint digest = new Fingerprint();
        network.addTo(digest);
        return digest;
    }

    private void act(Runnable action) {
        network.node("a").execute(action);
        take("work a");
    }

    /** The nodes hear of each other. */
    private void meet() {
        steps.pending().stream().filter(step -> step.kind() == Step.Kind.NEWS).forEach(steps::take);
    }

    private List<String> names() {
        return steps.pending().stream().map(Step::name).toList();
    }

    private Step step(String name) {
        return steps.pending().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not among " + names()));
    }

    private void take(String name) {
        steps.take(step(name));
    }
}
