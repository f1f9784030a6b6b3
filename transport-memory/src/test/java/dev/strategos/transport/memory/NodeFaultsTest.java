package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that run wrong, and nodes that are neither dead nor well. */
class NodeFaultsTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    private final MemoryNetwork network = MemoryNetwork.builder(Group.of(A, B)).build();
    private final List<Long> fired = new ArrayList<>();

    /** A timer at node a; when it fires, the network's time in milliseconds is noted. */
    private Environment timerAt(Duration delay) {
        return network.node(A).run(env -> {
            env.schedule(delay, () -> fired.add(network.now().toMillis()));
            return env;
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.999, 1, 1.001, 3, 100})
    void timersGoByTheNodesOwnClock(double rate) {
        network.apply(new FaultAction.ClockRate(A, rate));
        Environment env = timerAt(Duration.ofSeconds(3));
        long before = env.clock().nanos();
        network.runFor(Duration.ofSeconds(400));
        assertThat(fired).hasSize(1);
        assertThat(fired.get(0)).isBetween((long) (3_000 / rate) - 1, (long) (3_000 / rate) + 1);
        assertThat(env.clock().nanos() - before).isEqualTo((long) (400_000_000_000L * rate));
    }

    @Test
    void aTimerUnderWayFollowsChangesOfRate() {
        timerAt(Duration.ofSeconds(10));
        network.runFor(Duration.ofSeconds(2));
        network.apply(new FaultAction.ClockRate(A, 2));
        network.runFor(Duration.ofSeconds(2));
        network.apply(new FaultAction.ClockRate(A, 0.5));
        network.runFor(Duration.ofSeconds(20));
        assertThat(fired).as("2 s at 1, 2 s at 2, then 4 s of its own at 0.5").containsExactly(12_000L);
    }

    @Test
    void aJumpMakesTimersDueThatItPasses() {
        Environment env = timerAt(Duration.ofSeconds(10));
        network.runFor(Duration.ofSeconds(1));
        long before = env.clock().nanos();
        network.apply(new FaultAction.ClockJump(A, Duration.ofSeconds(30)));
        network.runFor(Duration.ofSeconds(1));
        assertThat(fired).containsExactly(1_000L);
        assertThat(env.clock().nanos() - before)
                .isEqualTo(Duration.ofSeconds(31).toNanos());
    }

    @Test
    void aClockNeverGoesBack() {
        Environment env = timerAt(Duration.ofDays(1));
        long last = env.clock().nanos();
        for (int i = 0; i < 1_000; i++) {
            network.apply(new FaultAction.ClockRate(A, 0.5 + i % 7 / 3.0));
            network.runFor(Duration.ofNanos(1 + i % 13));
            assertThat(env.clock().nanos()).isGreaterThanOrEqualTo(last);
            last = env.clock().nanos();
        }
    }

    @Test
    void aSlowNodeTakesOneThingAfterTheOther() {
        network.apply(new FaultAction.Slow(B, Duration.ofMillis(100)));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        network.runFor(Duration.ofSeconds(1));
        long start = b.env.clock().nanos();
        a.send(network, "b", "one", "two", "three");
        network.runFor(Duration.ofMillis(250));
        assertThat(b.received).containsExactly("a#1 one", "a#1 two", "a#1 three");
        assertThat(b.times.stream().map(time -> (time - start) / 1_000_000)).containsExactly(1L, 101L, 201L);
    }

    @Test
    void aSlowNodeThatIsFastAgainCatchesUpInOrder() {
        network.apply(new FaultAction.Slow(B, Duration.ofSeconds(100)));
        Mailbox a = Mailbox.of(network, "a");
        Mailbox b = Mailbox.of(network, "b");
        a.send(network, "b", "one", "two", "three");
        network.runFor(Duration.ofSeconds(1));
        network.apply(new FaultAction.Slow(B, Duration.ZERO));
        network.runFor(Duration.ZERO);
        assertThat(b.received).containsExactly("a#1 one", "a#1 two", "a#1 three");
        a.send(network, "b", "four");
        network.runFor(Duration.ofSeconds(200));
        assertThat(b.received).hasSize(4);
    }

    @Test
    void aSlowNodeThatCrashesLosesWhatItHadNotComeTo() {
        network.apply(new FaultAction.Slow(B, Duration.ofSeconds(1)));
        Mailbox a = Mailbox.of(network, "a");
        List<Mailbox> lives = Mailbox.at(network, "b");
        a.send(network, "b", "one", "two", "three");
        network.runFor(Duration.ofMillis(10));
        network.crash(B);
        network.recover(B);
        network.runFor(Duration.ofSeconds(10));
        a.send(network, "b", "four", "five");
        network.runFor(Duration.ofMillis(500));
        assertThat(lives).hasSize(2);
        assertThat(lives.get(0).received).hasSizeLessThan(2);
        assertThat(lives.get(1).received).as("still slow").containsExactly("a#1 four");
    }

    @Test
    void nothingGoesWrongAnyMore() {
        FaultPlan plan = FaultPlan.builder()
                .loss(0.9)
                .duplication(0.5)
                .delay(DelayLaw.constant(Duration.ofSeconds(1)))
                .cut(Duration.ZERO, List.of(A), List.of(B))
                .slow(Duration.ZERO, B, Duration.ofSeconds(5))
                .clockRate(Duration.ZERO, B, 2)
                .crash(Duration.ofSeconds(3), A)
                .build();
        try (MemoryNetwork bad =
                MemoryNetwork.builder(Group.of(A, B)).faults(plan).build()) {
            Mailbox a = Mailbox.of(bad, "a");
            Mailbox b = Mailbox.of(bad, "b");
            bad.runFor(Duration.ofSeconds(2));
            bad.apply(new FaultAction.EndFaults());
            bad.runFor(Duration.ofSeconds(2));
            long before = b.env.clock().nanos();
            a.send(bad, "b", "one", "two", "three");
            bad.runFor(Duration.ofMillis(1));
            assertThat(b.received).containsExactly("a#1 one", "a#1 two", "a#1 three");
            assertThat(b.env.clock().nanos() - before).isEqualTo(1_000_000);
        }
    }

    @Test
    void synchronousSystemsBoundDriftAndSlowness() {
        SystemModel synchronous = new SystemModel(
                NetworkModel.FAIR_LOSS,
                NodeModel.crashRecovery(),
                TimingModel.synchronous(Duration.ofMillis(10), 0.001, Duration.ZERO));
        MemoryNetwork bounded =
                MemoryNetwork.builder(Group.of(A, B)).model(synchronous).build();
        bounded.apply(new FaultAction.ClockRate(A, 1.001));
        for (FaultAction action : List.of(
                new FaultAction.ClockRate(A, 1.01),
                new FaultAction.ClockJump(A, Duration.ofNanos(1)),
                new FaultAction.Slow(A, Duration.ofNanos(1)))) {
            assertThatThrownBy(() -> bounded.apply(action))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("breaks the declared model");
        }
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.of(A, B))
                        .model(synchronous)
                        .faults(FaultPlan.builder().bytesPerSecond(1_000).build())
                        .build())
                .hasMessageContaining("bytesPerSecond 1000 breaks the declared model");
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> new FaultAction.ClockRate(A, 0))
                .hasMessage("rate: must be within 0.01 to 100, but was 0.0");
        assertThatThrownBy(() -> new FaultAction.ClockJump(A, Duration.ZERO))
                .hasMessageContaining("forwards: must be above zero");
        assertThatThrownBy(() -> new FaultAction.Slow(A, Duration.ofMillis(-1)))
                .hasMessageContaining("perTurn: must be zero or more");
        assertThatThrownBy(() -> FaultPlan.builder().bytesPerSecond(0).build())
                .hasMessage("bytesPerSecond: must be at least 1, but was 0");
        assertThatThrownBy(() -> FaultPlan.builder().frameLimit(A, 0).build())
                .hasMessage("frameLimits of 'a': must be at least 1, but was 0");
    }
}
