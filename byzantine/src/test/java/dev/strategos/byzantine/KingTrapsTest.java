package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where implementations of the algorithms with kings go wrong. */
class KingTrapsTest {

    private static final int A = 1;
    private static final int B = 2;
    private static final int NONE = KingRules.NONE;

    private static void assertOnlyAccused(Court court, int general, Fault.Kind kind, String why) {
        assertThat(court.reported)
                .isNotEmpty()
                .allMatch(fault -> fault.who().equals(court.general(general))
                        && fault.kind() == kind
                        && fault.evidence().contains(why));
    }

    /** n−t values make a proposal, more than t proposals a candidate, n−t a lock; each with one less makes none. */
    @Test
    void theKingsThresholdsAreThoseOfThePaper() {
        KingRules rules = new KingRules(KingAlgorithm.KING, 7, 2);
        assertThat(rules.proposal(new int[] {A, A, A, A, A, B, B})).isEqualTo(A);
        assertThat(rules.proposal(new int[] {A, A, A, A, B, B, B})).isEqualTo(NONE);
        assertThat(rules.standing(new int[] {A, A, A, NONE, NONE, NONE, NONE}))
                .isEqualTo(new KingRules.Standing(A, NONE));
        assertThat(rules.standing(new int[] {A, A, NONE, NONE, NONE, NONE, NONE}))
                .isEqualTo(new KingRules.Standing(NONE, NONE));
        assertThat(rules.standing(new int[] {A, A, A, A, A, NONE, NONE})).isEqualTo(new KingRules.Standing(A, A));
        assertThat(rules.standing(new int[] {A, A, A, A, NONE, NONE, NONE})).isEqualTo(new KingRules.Standing(A, NONE));
        assertThat(rules.outcome(new KingRules.Standing(A, NONE), new int[7], B))
                .isEqualTo(new KingRules.Outcome(B, false));
        assertThat(rules.outcome(new KingRules.Standing(A, A), new int[7], B))
                .isEqualTo(new KingRules.Outcome(A, false));
    }

    /** More than half is a candidate, more than n/2+t a lock. */
    @Test
    void thePhaseKingsThresholdsAreThoseOfThePaper() {
        KingRules rules = new KingRules(KingAlgorithm.PHASE_KING, 10, 2);
        assertThat(rules.standing(new int[] {A, A, A, A, A, B, B, B, B, B}))
                .isEqualTo(new KingRules.Standing(NONE, NONE));
        assertThat(rules.standing(new int[] {A, A, A, A, A, A, B, B, B, B})).isEqualTo(new KingRules.Standing(A, NONE));
        assertThat(rules.standing(new int[] {A, A, A, A, A, A, A, B, B, B})).isEqualTo(new KingRules.Standing(A, NONE));
        assertThat(rules.standing(new int[] {A, A, A, A, A, A, A, A, B, B})).isEqualTo(new KingRules.Standing(A, A));
    }

    /** To stop early, one's own lock counts for no more than anybody's: more than t keep a value, n−t decide it. */
    @Test
    void theThresholdsOfStoppingEarly() {
        KingRules rules = new KingRules(KingAlgorithm.EARLY_KING, 7, 2);
        KingRules.Standing locked = new KingRules.Standing(A, A);
        assertThat(rules.outcome(locked, new int[] {A, A, NONE, NONE, NONE, NONE, NONE}, B))
                .isEqualTo(new KingRules.Outcome(B, false));
        assertThat(rules.outcome(locked, new int[] {A, A, A, NONE, NONE, NONE, NONE}, B))
                .isEqualTo(new KingRules.Outcome(A, false));
        assertThat(rules.outcome(locked, new int[] {A, A, A, A, NONE, NONE, NONE}, B))
                .isEqualTo(new KingRules.Outcome(A, false));
        assertThat(rules.outcome(locked, new int[] {A, A, A, A, A, NONE, NONE}, B))
                .isEqualTo(new KingRules.Outcome(A, true));
    }

    /** A king that is silent has decreed the default: nobody keeps what it had. */
    @Test
    void aSilentKingsWordIsTheDefault() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).puppets(0).build()) {
            court.propose(Camp.ATTACK, Camp.ATTACK, "wait", "wait");
            court.runTo(Camp.deadline(3));
            assertThat(court.parts.values())
                    .hasSize(3)
                    .allMatch(part -> part.toString().contains(": value retreat,"));
        }
    }

    /** With all loyal and different proposals, nobody has n−t votes, and the first king's word is the default. */
    @Test
    void withoutAMajorityTheDefaultIsDecided() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).build()) {
            court.propose("wait", Camp.ATTACK, "wait", Camp.ATTACK).end();
            assertThat(court.loyalDecisions().values()).hasSize(4).containsOnly(Camp.RETREAT);
            assertThat(court.reported).isEmpty();
        }
    }

    /** What the documentation warns of: where the loyal ones differ, a traitor's word may be what all decide. */
    @Test
    void aTraitorousKingsWordMayWinWhereTheLoyalDiffer() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).puppets(0).build()) {
            court.propose(Camp.ATTACK, Camp.ATTACK, "wait", Camp.RETREAT);
            for (int to = 1; to < 4; to++) {
                court.send(Camp.START, 0, to, court.message(0, 3, null, "surrender"));
            }
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly("surrender");
        }
    }

    @Test
    void onlyTheKingOfThePhaseIsHeardAsKing() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).puppets(3).build()) {
            court.propose("wait", Camp.ATTACK, "wait", "");
            for (int to = 0; to < 3; to++) {
                court.send(Camp.START, 3, to, court.message(3, 3, null, Camp.ATTACK));
            }
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertOnlyAccused(court, 3, Fault.Kind.PROTOCOL_VIOLATION, "not its turn");
        }
    }

    @Test
    void aLockIsNoKingsWord() {
        try (Court court = Court.of(KingAlgorithm.EARLY_KING, 4, 1).puppets(3).build()) {
            court.propose("wait", Camp.ATTACK, "wait", "");
            for (int to = 0; to < 3; to++) {
                court.send(Camp.START, 3, to, court.message(3, 3, Camp.ATTACK, Camp.ATTACK));
            }
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertOnlyAccused(court, 3, Fault.Kind.PROTOCOL_VIOLATION, "speaks as the king");
        }
    }

    @Test
    void onlyTheFirstMessageOfAPeerAndRoundCounts() {
        try (Court court = Court.of(KingAlgorithm.KING, 4, 1).puppets(3).build()) {
            court.propose(Camp.ATTACK, Camp.ATTACK, "wait", "");
            for (String said : List.of(Camp.ATTACK, "wait")) {
                for (int to = 0; to < 3; to++) {
                    court.send(court.network.now().plusMillis(1), 3, to, court.message(3, 1, said, null));
                }
            }
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly(Camp.ATTACK);
            assertOnlyAccused(court, 3, Fault.Kind.PROTOCOL_VIOLATION, "speaks twice");
        }
    }

    /** Accepted until T₀+k(Δ+ε); later it is reported, and the default stands. */
    @Test
    void aValueAfterTheDeadlineDoesNotCount() {
        try (Court court = Court.of(KingAlgorithm.PHASE_KING, 5, 1).puppets(4).build()) {
            court.propose(Camp.ATTACK, Camp.ATTACK, Camp.RETREAT, Camp.RETREAT, "");
            for (int to = 0; to < 4; to++) {
                court.send(Camp.deadline(1), 4, to, court.message(4, 1, Camp.ATTACK, null));
            }
            court.end();
            assertThat(court.loyalDecisions().values())
                    .as("in time it would have made a majority for attack")
                    .hasSize(4)
                    .containsOnly(Camp.RETREAT);
            assertOnlyAccused(court, 4, Fault.Kind.SYNCHRONY_SUSPECTED, "round 1 had ended");
        }
    }

    @Test
    void shapesThatTheRoundDoesNotCallForAreSilence() {
        assertSilenced(KingAlgorithm.KING, 1, null, null, "tells no value");
        assertSilenced(KingAlgorithm.KING, 1, Camp.ATTACK, Camp.ATTACK, "speaks as the king");
        assertSilenced(KingAlgorithm.KING, 3, Camp.ATTACK, Camp.ATTACK, "tells a value");
        assertSilenced(KingAlgorithm.KING, 3, null, null, "is king without a word");
        assertSilenced(KingAlgorithm.EARLY_KING, 3, Camp.ATTACK, null, "is king without a word");
    }

    private static void assertSilenced(
            KingAlgorithm algorithm, int round, @Nullable String vote, @Nullable String decree, String why) {
        try (Court court = Court.of(algorithm, 4, 1).puppets(0).build()) {
            court.propose("", Camp.ATTACK, "wait", Camp.RETREAT);
            for (int to = 1; to < 4; to++) {
                court.send(Camp.START, 0, to, court.message(0, round, vote, decree));
            }
            court.end();
            assertThat(court.loyalDecisions().values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertOnlyAccused(court, 0, Fault.Kind.PROTOCOL_VIOLATION, why);
        }
    }

    @Test
    void changedBytesMisleadNobody() throws MalformedMessageException {
        for (int seed = 0; seed < 60; seed++) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            try (Court court = Court.of(KingAlgorithm.EARLY_KING, 4, 1)
                    .seed(seed)
                    .puppets(3)
                    .build()) {
                court.propose(Camp.ATTACK);
                for (int i = 0; i < 40; i++) {
                    ByteBuffer message = court.message(3, 1 + random.nextInt(6), Camp.ATTACK, null);
                    message.put(random.nextInt(message.limit()), (byte) random.nextInt(256));
                    message.limit(random.nextInt(4) == 0 ? random.nextInt(message.limit()) : message.limit());
                    court.send(Camp.START.plusMillis(i), 3, random.nextInt(3), message);
                }
                court.end();
                assertThat(court.loyalDecisions().values())
                        .as("seed %d", seed)
                        .hasSize(3)
                        .containsOnly(Camp.ATTACK);
                assertThat(court.reported).allMatch(fault -> fault.who().equals(court.general(3)));
            }
        }
    }
}
