package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds, decisions and refusals of the algorithms with kings. */
class KingAgreementTest {

    private static Court.Builder fewest(KingAlgorithm algorithm, int faults) {
        return Court.of(algorithm, Court.fewest(algorithm, faults), faults);
    }

    /** The delays alone are what fault-free rounds take, a millisecond each: everybody speaks, so no deadline is waited for. */
    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void roundsEndEarlyWhenEverybodyHasSpoken(KingAlgorithm algorithm) {
        try (Court court = fewest(algorithm, 2).faults(FaultPlan.none()).build()) {
            court.propose(Camp.ATTACK);
            court.runTo(Camp.START.plus(Camp.SKEW).plusMillis(algorithm.rounds(2)));
            assertThat(court.loyalDecisions().values())
                    .hasSize(court.group.size())
                    .containsOnly(Camp.ATTACK);
        }
    }

    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void aSilentGeneralIsWaitedForUntilEachDeadline(KingAlgorithm algorithm) {
        int last = Court.fewest(algorithm, 1) - 1;
        try (Court court = fewest(algorithm, 1).puppets(last).build()) {
            court.propose(Camp.ATTACK);
            court.runTo(Camp.deadline(1).minus(Camp.SKEW).minusNanos(1));
            assertThat(court.parts.values()).allMatch(part -> part.round() == 1);
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(last).containsOnly(Camp.ATTACK);
            assertThat(court.reported).isEmpty();
        }
    }

    /** With every message as slow as the bound allows, nothing is late. */
    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void theSlowestAllowedNetworkIsFastEnough(KingAlgorithm algorithm) {
        try (Court court = fewest(algorithm, 2)
                .faults(FaultPlan.builder().delay(DelayLaw.constant(Camp.DELTA)).build())
                .build()) {
            court.propose(Camp.ATTACK).end();
            assertThat(court.loyalDecisions().values()).containsOnly(Camp.ATTACK);
            assertThat(court.reported).isEmpty();
        }
    }

    /** Eventual decision comes when it is made; simultaneous decision at the last deadline of each, within ε. */
    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void eventualAndSimultaneousDecisionAreToldApart(KingAlgorithm algorithm) {
        try (Court court = fewest(algorithm, 1).build()) {
            court.propose(Camp.ATTACK);
            court.runTo(Camp.START.minusMillis(1));
            Map<NodeId, Duration> eventual = new LinkedHashMap<>();
            Map<NodeId, Duration> simultaneous = new LinkedHashMap<>();
            court.parts.forEach((general, part) -> court.network.node(general).execute(() -> {
                part.onDecision(decision -> eventual.put(general, court.network.now()));
                part.onSimultaneousDecision(decision -> simultaneous.put(general, court.network.now()));
            }));
            court.end();
            Duration last = Camp.deadline(court.rounds());
            assertThat(eventual.values())
                    .hasSize(court.group.size())
                    .allMatch(at -> at.compareTo(last.minus(Camp.SKEW)) < 0);
            assertThat(simultaneous.values())
                    .hasSize(court.group.size())
                    .allMatch(at -> at.compareTo(last.minus(Camp.SKEW)) >= 0 && at.compareTo(last) <= 0);
        }
    }

    /** min(f+2, t+1) phases, with the f traitors king in the first of them and doing their worst. */
    @ParameterizedTest
    @CsvSource({
        "EARLY_KING, 3, 0", "EARLY_KING, 3, 1", "EARLY_KING, 3, 2", "EARLY_KING, 3, 3",
        "EARLY_PHASE_KING, 3, 0", "EARLY_PHASE_KING, 3, 1", "EARLY_PHASE_KING, 3, 2", "EARLY_PHASE_KING, 3, 3"
    })
    void stopsEarlyWhereFewAreTraitors(KingAlgorithm algorithm, int t, int f) {
        List<Integer> kings = new ArrayList<>();
        for (int rank = 0; rank < f; rank++) {
            kings.add(rank);
        }
        int latest = 0;
        for (long seed = 0; seed < 30; seed++) {
            try (Court court = fewest(algorithm, t).seed(seed).traitors(kings).build()) {
                court.propose(Camp.ATTACK, "wait", Camp.RETREAT).end();
                assertThat(court.loyalDecisions().values().stream().distinct())
                        .as("seed %d", seed)
                        .hasSize(1)
                        .doesNotContain("(nothing)");
                assertThat(court.reported).as("seed %d", seed).allMatch(fault -> court.traitors.contains(fault.who()));
                latest = Math.max(latest, court.lastPhase());
            }
        }
        assertThat(latest).isBetween(Math.min(f + 1, t + 1), Math.min(f + 2, t + 1));
    }

    /** Unanimity is decided in the first phase, whatever the traitors do. */
    @ParameterizedTest
    @CsvSource({"EARLY_KING, 3", "EARLY_PHASE_KING, 3"})
    void unanimityIsDecidedInTheFirstPhase(KingAlgorithm algorithm, int t) {
        for (long seed = 0; seed < 20; seed++) {
            try (Court court =
                    fewest(algorithm, t).seed(seed).traitors(List.of(0, 2, 5)).build()) {
                court.propose(Camp.ATTACK).end();
                assertThat(court.loyalDecisions().values()).as("seed %d", seed).containsOnly(Camp.ATTACK);
                assertThat(court.lastPhase()).as("seed %d", seed).isEqualTo(1);
            }
        }
    }

    /**
     * The traitors let one general decide alone, in phase 1, and are silent from then on. The others need that one's votes to decide in
     * phase 2; in phase 3 they speak to one that has no more to do, and is not to take them for late.
     */
    @Test
    void whoDecidesFirstHelpsTheOthersAndAccusesNobody() {
        try (Court court =
                Court.of(KingAlgorithm.EARLY_KING, 7, 2).puppets(5, 6).build()) {
            court.propose(Camp.ATTACK, Camp.ATTACK, Camp.ATTACK, Camp.ATTACK, "wait", "", "");
            for (int traitor = 5; traitor < 7; traitor++) {
                for (int to = 0; to < 3; to++) {
                    court.send(Camp.START, traitor, to, court.message(traitor, 1, Camp.ATTACK, null));
                    court.send(Camp.START, traitor, to, court.message(traitor, 2, Camp.ATTACK, null));
                }
                court.send(Camp.START, traitor, 0, court.message(traitor, 3, Camp.ATTACK, null));
            }
            court.end();
            assertThat(court.decidedInRound.get(court.general(0))).isEqualTo(3);
            for (int other = 1; other < 5; other++) {
                assertThat(court.decidedInRound.get(court.general(other))).isEqualTo(6);
            }
            assertThat(court.loyalDecisions().values()).hasSize(5).containsOnly(Camp.ATTACK);
            assertThat(court.parts.get(court.general(0)).counters().rounds()).isEqualTo(6);
            assertThat(court.parts.get(court.general(1)).counters().rounds()).isEqualTo(9);
            assertThat(court.reported).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void survivesAGeneralThatCrashesAfterAnyRound(KingAlgorithm algorithm) {
        for (int round = 1; round <= algorithm.rounds(1); round++) {
            try (Court court = fewest(algorithm, 1)
                    .seed(round)
                    .network(MemoryNetworkBuilder::reportingProgramFailures)
                    .build()) {
                court.propose(Camp.ATTACK, "wait");
                court.runTo(Camp.START.minusMillis(1));
                NodeId king = court.general(0);
                int dying = round;
                court.parts.get(king).onRoundClosed(closed -> {
                    if (closed == dying) {
                        court.network.crash(king);
                    }
                });
                court.end();
                court.parts.remove(king);
                assertThat(court.loyalDecisions().values().stream().distinct())
                        .hasSize(1)
                        .doesNotContain("(nothing)");
                assertThat(court.reported).allMatch(fault -> king.equals(fault.who()));
            }
        }
    }

    /** A loyal general that stands still for longer than the bound is as good as a faulty one; what it finds afterwards is late. */
    @Test
    void whoStandsStillForTooLongHarmsNobodyElse() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1)
                .network(MemoryNetworkBuilder::breakingTheModel)
                .build()) {
            court.propose(Camp.ATTACK);
            court.runTo(Camp.START.minusMillis(1));
            court.network.pause(court.general(2), Duration.ofMillis(500));
            court.end();
            court.network.runFor(Duration.ofSeconds(1));
            court.parts.remove(court.general(2));
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly(Camp.ATTACK);
            assertThat(court.reported).isNotEmpty().allMatch(fault -> fault.kind() == Fault.Kind.SYNCHRONY_SUSPECTED);
        }
    }

    @Test
    void manyRunAtOnceAndAreForgotten() {
        try (Court court = Court.of(KingAlgorithm.EARLY_PHASE_KING, 5, 1).build()) {
            List<KingPart<String>> all = new ArrayList<>();
            for (int counter = 1; counter <= 50; counter++) {
                for (NodeId general : court.group) {
                    court.propose(general, counter, "word " + counter);
                }
                court.network.runFor(Duration.ZERO);
                all.addAll(court.parts.values());
            }
            court.end();
            assertThat(all)
                    .hasSize(250)
                    .allMatch(part -> part.decision()
                            .equals(java.util.Optional.of(
                                    "word " + part.instance().counter())));
            assertThat(court.proposing.values())
                    .allMatch(protocol -> protocol.generals().running() == 0);
            assertThat(court.reported).isEmpty();
        }
    }

    /** What one that has not begun is made to hold is bounded. */
    @Test
    void messagesOfWhatHasNotBegunAreBounded() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).puppets(3).build()) {
            for (int i = 0; i < Generals.EARLY_MESSAGES + 10; i++) {
                court.send(Camp.START.minusMillis(50), 3, 0, court.message(3, 1, Camp.ATTACK, null));
            }
            court.runTo(Camp.START.minusMillis(20));
            assertThat(court.proposing.get(court.general(0)).generals().waiting(court.general(3)))
                    .isEqualTo(Generals.EARLY_MESSAGES);
            assertThat(court.reported)
                    .isNotEmpty()
                    .allMatch(fault ->
                            fault.kind() == Fault.Kind.OVERLOAD && fault.who().equals(court.general(3)));
        }
    }

    @Test
    void tellsWhatWasHeardAndProposed() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).build()) {
            court.propose(Camp.ATTACK).end();
            KingPart<String> part = court.parts.get(court.general(2));
            assertThat(((Consensus<String>) part).proposal()).isEqualTo(Camp.ATTACK);
            assertThat(part.heard(1))
                    .extracting(Report::from)
                    .containsExactly(court.general(0), court.general(1), court.general(3));
            assertThat(part.heard(3)).containsExactly(new Report<>(3, List.of(court.general(0)), Camp.ATTACK, true));
            assertThat(part.heard(6)).containsExactly(new Report<>(6, List.of(court.general(1)), Camp.ATTACK, true));
            assertThatThrownBy(() -> part.heard(7)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KING, 3, 1, n > 3t, 4",
        "EARLY_KING, 6, 2, n > 3t, 7",
        "PHASE_KING, 4, 1, n > 4t, 5",
        "EARLY_PHASE_KING, 8, 2, n > 4t, 9"
    })
    void tooFewAreRefusedByNameWithTheValues(KingAlgorithm algorithm, int n, int t, String bound, int needed) {
        assertThatThrownBy(() -> Court.of(algorithm, n, t).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        algorithm.with(t), bound, "n = " + n, "t = " + t, "at least " + needed + " generals");
        assertThatThrownBy(() -> Court.of(algorithm, n, t).commanded().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bound);
        Court.of(algorithm, n, t).unguarded().build().close();
        algorithm.requireGenerals(needed, t);
        assertThatThrownBy(() -> algorithm.requireGenerals(n, -1)).hasMessageContaining("at least 0");
    }

    @Test
    void withoutAKingForEachPhaseEvenTheUnguardedIsRefused() {
        assertThatThrownBy(() -> Court.of(KingAlgorithm.KING, 3, 3).unguarded().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another king");
    }

    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void aSilentCommandersOrderIsTheDefault(KingAlgorithm algorithm) {
        try (Court court = fewest(algorithm, 1).commanded().puppets(2).build()) {
            court.command(2, Camp.ATTACK).end();
            assertThat(court.loyalDecisions().values())
                    .hasSize(court.group.size() - 1)
                    .containsOnly(Camp.RETREAT);
            assertThat(court.reported).isEmpty();
        }
    }
}
