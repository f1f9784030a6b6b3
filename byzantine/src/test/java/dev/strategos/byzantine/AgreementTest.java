package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.core.model.UnmetAssumptionException;
import dev.strategos.testkit.adversary.LyingLink;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What both algorithms have in common: rounds, instances, what is refused. */
class AgreementTest {

    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void roundsCloseInOrderAndBeforeTheRelay(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 7, 2).pitch()) {
            camp.begin(1, camp.general(0), "attack");
            camp.runTo(Camp.START.minusMillis(1));
            Map<NodeId, List<String>> closed = new LinkedHashMap<>();
            camp.agreements.forEach((general, agreement) -> {
                List<String> rounds = closed.computeIfAbsent(general, id -> new ArrayList<>());
                agreement.onRoundClosed(
                        round -> rounds.add(round + ":" + agreement.counters().physicalMessages()));
                agreement.onDecision(rounds::add);
            });
            camp.end();
            // In round 1 everybody tells the five others that are not the commander what it heard.
            String afterRound2 = algorithm == Camp.Algorithm.ORAL ? "10" : "5";
            for (int lieutenant = 1; lieutenant < 7; lieutenant++) {
                assertThat(closed.get(camp.general(lieutenant)))
                        .containsExactly("1:0", "2:5", "3:" + afterRound2, "attack");
            }
            assertThat(closed.get(camp.general(0))).containsExactly("attack");
        }
    }

    @Test
    void oralRoundsEndEarlyWhenEverybodyHasSpoken() {
        try (Camp camp =
                Camp.of(Camp.Algorithm.ORAL, 4, 1).faults(FaultPlan.none()).pitch()) {
            camp.begin(1, camp.general(0), "attack");
            // Three message delays of one millisecond are enough; the deadlines are 50 away.
            camp.runTo(Camp.START.plus(Camp.SKEW).plusMillis(3));
            assertThat(camp.loyalDecisions(camp.general(0)).values()).containsOnly("attack");
        }
    }

    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void silenceIsOverAtTheDeadlineOfTheLastRound(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 4, 1).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            // Where everybody speaks in every round, only the silent commander's has to be waited out.
            int lastSilent = algorithm == Camp.Algorithm.ORAL ? 1 : 2;
            camp.runTo(Camp.deadline(lastSilent).minus(Camp.SKEW).minusNanos(1));
            assertThat(camp.loyalDecisions(camp.general(0)).values()).containsOnly("(nothing)");
            camp.runTo(Camp.deadline(2));
            assertThat(camp.loyalDecisions(camp.general(0)).values()).containsOnly(Camp.RETREAT);
            Agreement<String> agreement = camp.agreements.get(camp.general(1));
            assertThat(agreement.round()).isEqualTo(3);
            if (algorithm == Camp.Algorithm.ORAL) {
                assertThat(agreement.heard(1)).singleElement().matches(Report::isMissing);
                assertThat(agreement.heard(2)).hasSize(2).allMatch(report -> Camp.RETREAT.equals(report.value()));
            } else {
                assertThat(agreement.heard(1)).isEmpty();
            }
        }
    }

    @Test
    void saysWhatItHeardByPath() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 7, 2).pitch()) {
            camp.begin(1, camp.general(3), "attack").end();
            Agreement<String> agreement = camp.agreements.get(camp.general(0));
            assertThat(agreement.heard(1)).containsExactly(new Report<>(1, List.of(camp.general(3)), "attack", true));
            assertThat(agreement.heard(2))
                    .extracting(Report::from)
                    .containsExactly(
                            camp.general(1), camp.general(2), camp.general(4), camp.general(5), camp.general(6));
            assertThat(agreement.heard(3)).hasSize(20).allMatch(report -> "attack".equals(report.value()));
            assertThat(agreement.heard(3)).extracting(Report::path).doesNotHaveDuplicates();
            assertThatThrownBy(() -> agreement.heard(4)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A crash after a round was received and before it is relayed, for each lieutenant and round. */
    @ParameterizedTest
    @MethodSource("crashes")
    void survivesAGeneralThatCrashesBetweenRounds(Camp.Algorithm algorithm, int n, int m, int victim, int round) {
        try (Camp camp = Camp.of(algorithm, n, m)
                .seed(victim * 10L + round)
                .network(MemoryNetworkBuilder::reportingProgramFailures)
                .pitch()) {
            camp.begin(1, camp.general(0), "attack");
            camp.runTo(Camp.START.minusMillis(1));
            NodeId dying = camp.general(victim);
            camp.agreements.get(dying).onRoundClosed(closed -> {
                if (closed == round) {
                    camp.network.crash(dying);
                }
            });
            camp.end();
            camp.agreements.remove(dying);
            assertThat(camp.loyalDecisions(camp.general(0)).values())
                    .hasSize(n - 2)
                    .containsOnly("attack");
            // The crash ends the turn in which it happens.
            assertThat(camp.reported).allMatch(fault -> dying.equals(fault.who()));
        }
    }

    static Stream<Arguments> crashes() {
        return Stream.of(Camp.Algorithm.values())
                .flatMap(algorithm -> Stream.of(new int[] {4, 1}, new int[] {7, 2})
                        .flatMap(size -> Stream.of(1, 2, size[0] - 1)
                                .flatMap(victim -> Stream.of(1, size[1])
                                        .distinct()
                                        .map(round -> Arguments.of(algorithm, size[0], size[1], victim, round)))));
    }

    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void manyAgreementsRunAtOnceAndAreForgotten(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 4, 1).pitch()) {
            Map<NodeId, List<Agreement<String>>> all = new LinkedHashMap<>();
            for (int counter = 1; counter <= 50; counter++) {
                camp.begin(counter, camp.general(counter % 4), "order " + counter);
                camp.network.runFor(Duration.ZERO);
                camp.agreements.forEach((general, agreement) ->
                        all.computeIfAbsent(general, id -> new ArrayList<>()).add(agreement));
            }
            camp.end();
            all.forEach((general, agreements) -> {
                assertThat(agreements).hasSize(50);
                for (Agreement<String> agreement : agreements) {
                    assertThat(agreement.decision())
                            .contains("order " + agreement.instance().counter());
                }
            });
            assertThat(camp.total().physicalMessages()).isEqualTo(50 * 9);
            assertThat(camp.reported).isEmpty();
        }
    }

    /** Links take only so much at a time: what finds no room goes out when there is some. */
    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void waitsForRoomOnTheLink(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 4, 1)
                .network(network -> network.maxBytesUnderWay(2_000))
                .faults(FaultPlan.none())
                .config(config -> config.withMaxValueBytes(900))
                .pitch()) {
            String longOrder = "attack ".repeat(120);
            for (int counter = 1; counter <= 5; counter++) {
                camp.begin(counter, camp.general(0), longOrder);
            }
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly(longOrder);
            assertThat(camp.total().physicalMessages()).isEqualTo(5 * 9);
            assertThat(camp.reported).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void whoIsToldTooLateTakesNoPartAndSaysSo(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 4, 1).pitch()) {
            for (int general = 0; general < 3; general++) {
                camp.begin(1, camp.general(0), "attack", camp.general(general));
            }
            camp.runTo(Camp.START.plus(Camp.SKEW).plusNanos(1));
            camp.begin(1, camp.general(0), "attack", camp.general(3));
            camp.end();
            Agreement<String> late = camp.agreements.remove(camp.general(3));
            assertThat(late.missedStart()).isTrue();
            assertThat(late.decision()).isEmpty();
            assertThat(late.counters()).isEqualTo(Counters.ZERO);
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            assertThat(camp.reported)
                    .singleElement()
                    .matches(fault -> camp.general(3).equals(fault.who())
                            && fault.evidence().contains("takes no part"));
        }
    }

    @Test
    void countersOfOneStarterGrow() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).pitch()) {
            camp.begin(7, camp.general(0), "attack").end();
            camp.begin(7, camp.general(0), "attack", camp.general(1));
            assertThatThrownBy(() -> camp.network.runFor(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("above 7");
        }
    }

    @Test
    void threeGeneralsAreRefusedWithTheTheorem() {
        assertThatThrownBy(() -> Camp.of(Camp.Algorithm.ORAL, 3, 1).pitch())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3f+1")
                .hasMessageContaining("Lamport, Shostak, Pease 1982")
                .hasMessageContaining("at least 4");
        assertThatThrownBy(() -> OralMessages.requireGenerals(6, 2)).hasMessageContaining("at least 7");
        OralMessages.requireGenerals(7, 2);
        assertThatThrownBy(() -> SignedMessages.requireGenerals(2, 1)).hasMessageContaining("n−2");
        SignedMessages.requireGenerals(3, 1);
        assertThatThrownBy(() -> OralMessages.requireGenerals(4, -1)).hasMessageContaining("at least 0");
    }

    @Test
    void weakerWorldsAreRefused() {
        TimingModel bounded = TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW);
        assertRefused(
                new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.byzantine(1), bounded), "reliable", "ReliableLink");
        assertRefused(
                new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(2), bounded),
                "Byzantine(at most 1)",
                "OM(1)");
        assertRefused(
                new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(1), TimingModel.partiallySynchronous()),
                "synchronous",
                "bounds");
    }

    private static void assertRefused(SystemModel model, String... words) {
        Group group = Group.named("a", "b", "c", "d");
        try (MemoryNetwork network = MemoryNetwork.builder(group).model(model).build()) {
            assertThatThrownBy(() -> network.node("a")
                            .run(env -> OralMessages.over(
                                    env.open("generals"), GroupConfig.of(group, Codec.utf8(), "retreat"), 1)))
                    .isInstanceOf(UnmetAssumptionException.class)
                    .hasMessageContainingAll(words);
        }
    }

    @Test
    void roundsShorterThanTheDeclaredTimingAreRefused() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).pitch()) {
            assertThatThrownBy(() -> camp.network
                            .node("g1")
                            .run(env -> camp.generals
                                    .get(camp.general(1))
                                    .join(
                                            new InstanceId(camp.general(0), 1),
                                            camp.general(0),
                                            new RoundSchedule(env.clock().nanos(), Duration.ofMillis(1), Camp.SKEW))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rounds must last at least PT0.025S");
        }
    }

    @Test
    void messagesThatTheLinkCannotTakeAreRefusedAtOnce() {
        assertThatThrownBy(() -> Camp.of(Camp.Algorithm.ORAL, 10, 3)
                        .config(config -> config.withMaxValueBytes(100_000))
                        .pitch())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxValueBytes");
    }

    @Test
    void ordersBeyondTheLimitAreRefusedAtOnce() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1)
                .config(config -> config.withMaxValueBytes(8))
                .pitch()) {
            camp.begin(1, camp.general(0), "attack at dawn", camp.general(0));
            assertThatThrownBy(() -> camp.network.runFor(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 8 bytes");
        }
    }

    /** Section 2 of the paper over a network: without the guard a traitor finds a way through in a few tries. */
    @Test
    void unguardedOralMessagesAreUnsafe() {
        Group group = Group.named("g0", "g1", "g2");
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), Camp.RETREAT);
        try (MemoryNetwork network = MemoryNetwork.builder(group)
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(1),
                        TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW)))
                .build()) {
            InstanceId instance = new InstanceId(group.member(0), 1);
            Map<NodeId, Agreement<String>> agreements = new LinkedHashMap<>();
            for (NodeId general : group) {
                // g2 is the traitor: whatever it hears, it says "retreat", as in figure 1.
                network.node(general).run(env -> {
                    var link = general.equals(group.member(2))
                            ? LyingLink.over(
                                    env.open("generals"),
                                    OralMessages.lens(config, 1, List.of(Camp.RETREAT)),
                                    env.random())
                            : env.open("generals");
                    var generals = OralMessages.unguarded(link, config, 1);
                    RoundSchedule schedule = generals.scheduleFrom(network.clockReading(general, Camp.START));
                    return agreements.put(
                            general,
                            env.self().equals(instance.starter())
                                    ? generals.command(instance, Camp.ATTACK, schedule)
                                    : generals.join(instance, instance.starter(), schedule));
                });
            }
            network.runFor(Duration.ofSeconds(1));
            assertThat(agreements.get(group.member(1)).decision())
                    .as("a loyal lieutenant of a loyal commander who said attack")
                    .contains(Camp.RETREAT);
        }
    }

    @Test
    void tracesRoundsAndDecisions() {
        List<String> trace = new ArrayList<>();
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1)
                .network(network -> network.trace(record -> {
                    if (record.event() instanceof TraceEvent.Round || record.event() instanceof TraceEvent.Decide) {
                        trace.add(record.peer().id() + " " + record.event().describe());
                    }
                }))
                .pitch()) {
            camp.begin(1, camp.general(0), "attack").end();
        }
        assertThat(trace.stream().filter(line -> line.startsWith("g1 ")))
                .containsExactly("g1 round OM(1) g0/1 1", "g1 round OM(1) g0/1 2", "g1 decide OM(1) g0/1 attack");
        assertThat(trace.stream().filter(line -> line.startsWith("g0 ")))
                .containsExactly("g0 round OM(1) g0/1 1", "g0 decide OM(1) g0/1 attack");
    }

    /** With no skew at all and every message as slow as the bound allows, nothing is late. */
    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void theSlowestAllowedNetworkIsFastEnough(Camp.Algorithm algorithm) {
        try (Camp camp = Camp.of(algorithm, 7, 2)
                .faults(FaultPlan.builder().delay(DelayLaw.constant(Camp.DELTA)).build())
                .pitch()) {
            camp.begin(1, camp.general(0), "attack").end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(6).containsOnly("attack");
            assertThat(camp.reported).isEmpty();
        }
    }
}
