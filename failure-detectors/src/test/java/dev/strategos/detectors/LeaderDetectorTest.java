package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ω: agreement in the end, stability, and silence of all but the leader. */
class LeaderDetectorTest {

    private static final int SEEDS = 300;
    private static final LeaderConfig CONFIG = LeaderConfig.every(Duration.ofSeconds(1));

    private static LeaderRun calm(int nodes) {
        return new LeaderRun(nodes, 1, Cluster.plan().build(), CONFIG).startAll();
    }

    @Test
    void allTrustTheFirstAndOnlyItSends() {
        LeaderRun run = calm(5);
        run.runFor(20);
        run.properties("calm").eventualLeadership().stableLeadership(Duration.ofSeconds(10));
        assertThat(run.leaderAt(4)).isEqualTo(node(0));
        run.used.clear();
        run.runFor(100);
        assertThat(run.used).containsExactlyInAnyOrder("n0→n1", "n0→n2", "n0→n3", "n0→n4");
    }

    @Test
    void anotherLeadsWhenTheLeaderCrashes() {
        LeaderRun run = calm(4);
        run.runFor(20);
        run.network.crash(node(0));
        run.runFor(10);
        run.properties("crash").eventualLeadership().stableLeadership(Duration.ofSeconds(23));
        assertThat(run.leaderAt(3)).isEqualTo(node(1));
        run.used.clear();
        run.runFor(100);
        assertThat(run.used).containsExactlyInAnyOrder("n1→n0", "n1→n2", "n1→n3");
    }

    @Test
    void aLiveLeaderStaysWhoeverElseStartsCrashesOrRestarts() {
        LeaderRun run = calm(4);
        run.runFor(20);
        run.network.crash(node(0));
        run.runFor(20);
        run.network.recover(node(0));
        run.runFor(20);
        run.network.crash(node(3));
        run.runFor(20);
        run.network.recover(node(3));
        run.network.crash(node(2));
        run.runFor(20);
        assertThat(run.leaderAt(0)).isEqualTo(node(1));
        run.properties("stable").eventualLeadership().stableLeadership(Duration.ofSeconds(23));
    }

    @Test
    void aLeaderThatRestartsAtOnceIsAnotherLife() {
        LeaderRun run = calm(3);
        run.runFor(20);
        run.network.crash(node(0));
        run.network.recover(node(0));
        run.runFor(20);
        run.properties("restart").eventualLeadership();
        run.used.clear();
        run.runFor(50);
        assertThat(run.used).hasSize(2);
    }

    @Test
    void aNodeThatStartsLateJoinsTheLeader() {
        LeaderRun run = new LeaderRun(3, 1, Cluster.plan().build(), CONFIG);
        run.start(node(1));
        run.start(node(2));
        run.runFor(20);
        run.start(node(0));
        run.runFor(20);
        assertThat(run.leaderAt(0)).isEqualTo(node(1));
        run.properties("late").eventualLeadership().stableLeadership(Duration.ofSeconds(10));
    }

    @Test
    void theNodesOwnStallAccusesNobody() {
        LeaderRun run = calm(3);
        run.runFor(20);
        run.network.pause(node(2), Duration.ofSeconds(10));
        run.used.clear();
        run.runFor(30);
        assertThat(run.used).containsExactlyInAnyOrder("n0→n1", "n0→n2");
        run.properties("stall").eventualLeadership().stableLeadership(Duration.ofSeconds(10));
    }

    @Test
    void everyRunEndsWithOneLeaderThatStays() {
        int changes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LeaderRun run = chaos(seed);
            run.runFor(120);
            run.used.clear();
            run.runFor(30);
            run.properties("seed " + seed).eventualLeadership().stableLeadership(Duration.ofSeconds(100));
            changes += run.trace.size();
            assertThat(run.used)
                    .as("links that are used in the end, seed %s", seed)
                    .hasSize(3);
        }
        assertThat(changes).as("events of all runs").isGreaterThan(10 * SEEDS);
    }

    /** Long delays, one-way cuts, pauses and crashes for 25 seconds; then delays of none or 0.4 s. */
    private static LeaderRun chaos(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MemoryNetwork> network = new ArrayList<>();
        FaultPlan.Builder plan = FaultPlan.builder().duplication(0.1).delay((from, to, bytes, chance) -> {
            boolean stable = network.isEmpty() || network.get(0).now().toSeconds() >= 25;
            return stable ? 400_000_000L * chance.nextInt(2) : chance.nextLong(3_000_000_000L);
        });
        for (int i = 0; i < 6; i++) {
            Duration at = Duration.ofMillis(random.nextLong(25_000));
            int index = random.nextInt(4);
            NodeId one = node(index);
            NodeId other = node((index + 1 + random.nextInt(3)) % 4);
            switch (random.nextInt(5)) {
                case 0 -> plan.cut(at, List.of(one), List.of(other));
                case 1 -> plan.partition(at, List.of(node(0), node(1)), List.of(node(2), node(3)));
                case 2 -> plan.pause(at, one, Duration.ofMillis(1 + random.nextLong(4_000)));
                case 3 -> plan.heal(at);
                default -> plan.crash(at, one).recover(at.plusMillis(random.nextLong(5_000)), one);
            }
        }
        plan.heal(Duration.ofSeconds(25));
        if (random.nextBoolean()) {
            plan.crash(Duration.ofSeconds(1 + random.nextLong(60)), node(random.nextInt(4)));
        }
        LeaderRun run = new LeaderRun(4, seed, plan.build(), CONFIG);
        network.add(run.network);
        return run.startAll();
    }

    @Test
    void aReplayedOfferMakesNoLeader() {
        LeaderRun run = new LeaderRun(
                3,
                1,
                FaultPlan.builder()
                        .duplication(1)
                        .reordering(1)
                        .delay(DelayLaw.uniform(Duration.ZERO, Duration.ofSeconds(8)))
                        .build(),
                LeaderConfig.every(Duration.ofSeconds(20)));
        run.startAll();
        run.runFor(300);
        run.network.crash(node(0));
        run.runFor(300);
        assertThat(run.leaderAt(1)).isEqualTo(run.leaderAt(2)).isNotEqualTo(node(0));
        run.properties("replay").eventualLeadership();
    }

    @Test
    void bytesThatDecodeToNothingAreAFaultOfTheirSender() {
        LeaderRun run = new LeaderRun(2, 1, Cluster.plan().build(), CONFIG);
        run.start(node(0));
        Wire wire = run.network.node(node(1)).run(env -> env.open(LeaderRun.CHANNEL));
        for (byte[] bytes :
                new byte[][] {{}, {3}, {2, 1}, new byte[41], offer(0, 1, 1), offer(1, -1, 1), offer(1, 0, 0)}) {
            run.network.node(node(1)).execute(() -> wire.send(node(0), ByteBuffer.wrap(bytes)));
        }
        run.runFor(1);
        assertThat(run.faults)
                .hasSize(7)
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE));
    }

    private static byte[] offer(long sequence, long accusations, long candidacy) {
        LeaderFrame frame = new LeaderFrame(false, sequence, accusations, candidacy, 0, 1);
        byte[] bytes = new byte[frame.bytes()];
        frame.write(ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Test
    void stopsWhenTold() {
        LeaderRun run = calm(3);
        run.runFor(20);
        run.network.node(node(0)).execute(() -> run.detectors.get(node(0)).stop());
        run.runFor(20);
        assertThat(run.leaderAt(1)).isEqualTo(node(1));
        assertThat(run.leaderAt(2)).isEqualTo(node(1));
    }

    @Test
    void settingsAreChecked() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() ->
                        new LeaderConfig(second, ChenTimeout.of(second), Duration.ZERO, second, second.minusNanos(1)))
                .hasMessageContaining("listening: must be at least the interval PT1S");
        assertThatThrownBy(() -> new LeaderConfig(second, ChenTimeout.of(second), Duration.ZERO, Duration.ZERO, second))
                .hasMessageContaining("step");
    }
}
