package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the algorithms cost without faults, counted at all generals together; every figure exact. */
class CountersPaperTest {

    /** Lamport, Shostak, Pease 1982, section 3: Σ (n−1)!/(n−1−k)! messages; here one per ordered pair and round carries them. */
    @ParameterizedTest
    @CsvSource({
        "4, 1, 9, 9",
        "7, 2, 156, 66",
        "10, 3, 3609, 225",
        "13, 4, 108384, 540",
    })
    void oralMessages(int generals, int m, long logical, long physical) {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, generals, m).pitch()) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            Counters total = camp.total();
            assertThat(total.logicalMessages()).isEqualTo(logical);
            assertThat(total.physicalMessages()).isEqualTo(physical);
            assertThat(physical).isEqualTo((generals - 1) + (long) m * (generals - 1) * (generals - 2));
            assertThat(total.rounds()).isEqualTo((m + 1L) * (generals - 1));
            assertThat(total.signatures()).isZero();
            assertThat(total.verifications()).isZero();
            assertAllObeyed(camp);
        }
    }

    /** Dolev, Strong 1983, with rounds handled in order and known orders not verified again. */
    @ParameterizedTest
    @CsvSource({"4, 1", "7, 2", "10, 3", "13, 4", "3, 1", "7, 5"})
    void signedMessages(int generals, int m) {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, generals, m).pitch()) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            Counters total = camp.total();
            long n = generals;
            assertThat(total.logicalMessages()).isEqualTo((n - 1) * (n - 1));
            assertThat(total.physicalMessages()).isEqualTo((n - 1) * (n - 1));
            assertThat(total.signatures()).isEqualTo(n);
            assertThat(total.verifications()).isEqualTo(n - 1);
            assertThat(total.rounds()).isEqualTo((m + 1) * (n - 1));
            assertAllObeyed(camp);
        }
    }

    private static void assertAllObeyed(Camp camp) {
        assertThat(camp.agreements).hasSize(camp.group.size());
        for (NodeId general : camp.group) {
            assertThat(camp.agreements.get(general).decision()).contains(Camp.ATTACK);
        }
        assertThat(camp.reported).isEmpty();
    }
}
