package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the algorithms with kings cost without faults, counted at all generals together; every figure exact. */
class KingCountersPaperTest {

    /** Berman, Garay, Perry 1989: 3(t+1) rounds, (t+1)(n−1)(2n+1) messages; Berman, Garay 1989: 2(t+1) rounds, (t+1)(n²−1) messages. */
    @ParameterizedTest
    @CsvSource({
        "KING, 4, 1, 54, 6",
        "KING, 7, 2, 270, 9",
        "KING, 10, 3, 756, 12",
        "KING, 13, 4, 1620, 15",
        "KING, 16, 5, 2970, 18",
        "PHASE_KING, 5, 1, 48, 4",
        "PHASE_KING, 7, 1, 96, 4",
        "PHASE_KING, 10, 2, 297, 6",
        "PHASE_KING, 13, 3, 672, 8",
        "PHASE_KING, 16, 3, 1020, 8",
        "EARLY_KING, 4, 1, 72, 6",
        "EARLY_KING, 16, 5, 1440, 18",
        "EARLY_PHASE_KING, 5, 1, 80, 4",
        "EARLY_PHASE_KING, 16, 3, 960, 8",
    })
    void consensus(KingAlgorithm algorithm, int n, int t, long messages, int rounds) {
        assertThat(algorithm.messages(n, t)).isEqualTo(messages);
        assertThat(algorithm.rounds(t)).isEqualTo(rounds);
        try (Court court = Court.of(algorithm, n, t).build()) {
            court.propose(Camp.ATTACK).end();
            Counters total = court.total();
            assertThat(total.physicalMessages()).isEqualTo(messages);
            assertThat(total.signatures()).isZero();
            assertThat(total.verifications()).isZero();
            int taken = algorithm.stopsEarly() ? Math.min(2, t + 1) * algorithm.roundsPerPhase() : rounds;
            assertThat(total.rounds()).isEqualTo((long) n * taken);
            int words = algorithm.stopsEarly() ? Math.min(2, t + 1) * (n - 1) : 0;
            assertThat(total.logicalMessages())
                    .as("where it stops early, a king's message has its lock and its word")
                    .isEqualTo(messages + words);
            assertThat(court.loyalDecisions().values()).hasSize(n).containsOnly(Camp.ATTACK);
            assertThat(court.lastPhase()).isEqualTo(algorithm.stopsEarly() ? 1 : t + 1);
            assertThat(court.reported).isEmpty();
        }
    }

    /** In the algorithms of the papers everybody whose turn it is speaks, also if it has nothing to propose. */
    @ParameterizedTest
    @CsvSource({"KING, 4, 1", "KING, 7, 2", "PHASE_KING, 5, 1", "PHASE_KING, 9, 2"})
    void theSameWhateverIsProposed(KingAlgorithm algorithm, int n, int t) {
        try (Court court = Court.of(algorithm, n, t).build()) {
            court.propose(Camp.ATTACK, "wait", Camp.RETREAT).end();
            assertThat(court.total().physicalMessages()).isEqualTo(algorithm.messages(n, t));
            assertThat(court.loyalDecisions().values().stream().distinct()).hasSize(1);
        }
    }

    /** A commander's order costs one round and n−1 messages more. */
    @ParameterizedTest
    @CsvSource({
        "KING, 4, 1",
        "KING, 7, 2",
        "PHASE_KING, 5, 1",
        "PHASE_KING, 9, 2",
        "EARLY_KING, 7, 2",
        "EARLY_PHASE_KING, 9, 2"
    })
    void broadcast(KingAlgorithm algorithm, int n, int t) {
        try (Court court = Court.of(algorithm, n, t).commanded().build()) {
            court.command(n - 1, Camp.ATTACK).end();
            assertThat(court.total().physicalMessages()).isEqualTo(n - 1 + algorithm.messages(n, t));
            assertThat(court.commanding.get(court.general(0)).rounds()).isEqualTo(1 + algorithm.rounds(t));
            assertThat(court.loyalDecisions().values()).hasSize(n).containsOnly(Camp.ATTACK);
            assertThat(court.reported).isEmpty();
        }
    }
}
