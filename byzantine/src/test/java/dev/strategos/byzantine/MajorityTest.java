package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MajorityTest {

    private static final int DEFAULT = 0;

    @Test
    void isWhatMoreThanHalfOfAllVotesSay() {
        assertThat(majority(1, 2, 1)).isEqualTo(1);
        assertThat(majority(2, 1, 1)).isEqualTo(1);
        assertThat(majority(3)).isEqualTo(3);
    }

    @Test
    void aTieGivesTheDefaultNotTheFirstAndNotTheLast() {
        assertThat(majority(1, 2)).isEqualTo(DEFAULT);
        assertThat(majority(1, 1, 2, 2)).isEqualTo(DEFAULT);
    }

    @Test
    void aPluralityIsNoMajority() {
        assertThat(majority(1, 1, 2, 3)).isEqualTo(DEFAULT);
        assertThat(majority(1, 2, 3)).isEqualTo(DEFAULT);
    }

    @Test
    void looksOnlyAtItsOwnStretchOfTheBallots() {
        assertThat(Majority.of(new int[] {5, 5, 5, 1, 2, 1, 5, 5}, 3, 3, DEFAULT))
                .isEqualTo(1);
    }

    @Test
    void equalsCountingOnRandomBallots() {
        var random = new Random(1);
        for (int run = 0; run < 20_000; run++) {
            int[] votes = random.ints(1 + random.nextInt(9), 0, 4).toArray();
            int expected = DEFAULT;
            for (int candidate = 0; candidate < 4; candidate++) {
                int counted = 0;
                for (int vote : votes) {
                    counted += vote == candidate ? 1 : 0;
                }
                if (counted > votes.length / 2.0) {
                    expected = candidate;
                }
            }
            assertThat(majority(votes)).as("votes %s", (Object) votes).isEqualTo(expected);
        }
    }

    /** What the complete adversary builds upon: of two values only their numbers count, and more votes never lose. */
    @Test
    void ofTwoValuesOnlyTheNumbersCount() {
        for (int count = 1; count <= 13; count++) {
            int[] won = new int[count + 1];
            java.util.Arrays.fill(won, -1);
            for (int ballot = 0; ballot < 1 << count; ballot++) {
                int[] votes = new int[count];
                for (int i = 0; i < count; i++) {
                    votes[i] = ballot >>> i & 1;
                }
                int ones = Integer.bitCount(ballot);
                int majority = majority(votes);
                assertThat(majority).isEqualTo(won[ones] < 0 ? majority : won[ones]);
                won[ones] = majority;
            }
            assertThat(won).isSorted();
            int needed = OralBallot.votesNeeded(count);
            assertThat(won[needed]).isEqualTo(1);
            assertThat(won[needed - 1]).isZero();
        }
    }

    private static int majority(int... votes) {
        return Majority.of(votes, 0, votes.length, DEFAULT);
    }
}
