package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Wire;
import dev.strategos.testkit.properties.DetectorProperties;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Ω: agreement in the end, stability, and silence of all but the leader. */
class LeaderDetectorTest {

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
    void aNodeThatStoodStillWhenItStartedListensBeforeItOffersItself() {
        LeaderRun run = new LeaderRun(3, 1, Cluster.plan().build(), CONFIG);
        run.start(node(1));
        run.start(node(2));
        run.runFor(20);
        run.network.apply(new FaultAction.Cut(List.of(node(1)), List.of(node(0))));
        run.start(node(0));
        run.network.pause(node(0), Duration.ofSeconds(10));
        run.runFor(9.99);
        run.network.heal();
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
    void theNodesOwnStallAccusesNobodyThoughNothingWaitedForIt() {
        LeaderRun run = calm(3);
        run.runFor(20);
        run.network.apply(new FaultAction.Cut(List.of(node(0)), List.of(node(2))));
        run.runFor(0.1);
        run.network.pause(node(2), Duration.ofSeconds(10));
        run.runFor(9.99);
        run.network.heal();
        run.used.clear();
        run.runFor(30);
        assertThat(run.used).containsExactlyInAnyOrder("n0→n1", "n0→n2");
    }

    @SimTest(seeds = 1_000)
    void everyRunEndsWithOneLeaderThatStays(Simulation sim) {
        sim.nodes("n0", "n1", "n2", "n3").faults((group, random) -> chaos(sim, random));
        sim.start(env -> LeaderDetector.over(env.open(LeaderRun.CHANNEL), CONFIG));
        sim.run(Duration.ofSeconds(150));
        DetectorProperties.of("seed " + sim.seed(), sim.trace())
                .eventualLeadership()
                .stableLeadership(Duration.ofSeconds(100));
        assertThat(sim.trace().stream()
                        .filter(record ->
                                record.nanos() > Duration.ofSeconds(120).toNanos())
                        .filter(record -> record.event() instanceof TraceEvent.Send)
                        .map(record -> record.peer().id() + "→"
                                + ((TraceEvent.Send) record.event()).message().receiver())
                        .distinct())
                .as("links that are used in the end, seed %s", sim.seed())
                .hasSize(3);
    }

    /** Long delays, one-way cuts, pauses, drifting clocks and crashes for 25 seconds; then delays of none or 0.4 s. */
    private static FaultPlan chaos(Simulation sim, RandomGenerator random) {
        Duration stable = Duration.ofSeconds(25);
        FaultPlan.Builder plan = FaultPlan.builder()
                .duplication(0.1)
                .delay((from, to, bytes, chance) -> sim.network().now().compareTo(stable) >= 0
                        ? 400_000_000L * chance.nextInt(2)
                        : chance.nextLong(3_000_000_000L));
        for (int i = 0; i < 8; i++) {
            Duration at = Duration.ofMillis(random.nextLong(stable.toMillis()));
            int index = random.nextInt(4);
            NodeId one = node(index);
            NodeId other = node((index + 1 + random.nextInt(3)) % 4);
            switch (random.nextInt(6)) {
                case 0 -> plan.cut(at, List.of(one), List.of(other));
                case 1 -> plan.partition(at, List.of(node(0), node(1)), List.of(node(2), node(3)));
                case 2 -> plan.pause(at, one, Duration.ofMillis(1 + random.nextLong(4_000)));
                case 3 -> plan.heal(at);
                case 4 -> plan.clockRate(at, one, 0.5 + random.nextDouble(1.5));
                default -> plan.crash(at, one).recover(at.plusMillis(random.nextLong(5_000)), one);
            }
        }
        for (int i = 0; i < 4; i++) {
            plan.clockRate(stable, node(i), 1 + (random.nextDouble() - 0.5) / 500);
        }
        plan.heal(stable);
        if (random.nextBoolean()) {
            plan.crash(Duration.ofSeconds(1 + random.nextLong(60)), node(random.nextInt(4)));
        }
        return plan.build();
    }

    @Test
    void anAccusationCountsOnceAndOnlyAgainstTheCandidacyInWhichItWasMade() {
        LeaderRun run = new LeaderRun(3, 1, Cluster.plan().build(), CONFIG);
        run.start(node(0));
        List<LeaderFrame> offers = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (int i = 1; i < 3; i++) {
            wires.add(run.network.node(node(i)).run(env -> {
                Wire wire = env.open(LeaderRun.CHANNEL);
                wire.onDeliver((from, bytes) -> offers.add(offer(bytes)));
                return wire;
            }));
        }
        run.runFor(25);
        LeaderFrame first = offers.get(offers.size() - 1);
        // Both missed the same offers, and one of them goes on about another candidacy.
        accuse(run, 1, wires.get(0), 1, first.accusations(), first.candidacy());
        accuse(run, 2, wires.get(1), 1, first.accusations(), first.candidacy());
        accuse(run, 2, wires.get(1), 2, first.accusations() + 1, first.candidacy() + 1);
        run.runFor(5);
        assertThat(offers.get(offers.size() - 1).accusations()).isEqualTo(first.accusations() + 1);
    }

    private static LeaderFrame offer(ByteBuffer bytes) {
        try {
            return LeaderFrame.read(bytes);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static void accuse(LeaderRun run, int by, Wire wire, long sequence, long accusations, long candidacy) {
        LeaderFrame frame = new LeaderFrame(true, sequence, accusations, candidacy, 0, 0);
        byte[] bytes = new byte[frame.bytes()];
        frame.write(ByteBuffer.wrap(bytes));
        run.network.node(node(by)).execute(() -> wire.send(node(0), ByteBuffer.wrap(bytes)));
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
