package dev.strategos.byzantine;

import java.util.Arrays;

/**
 * What a general makes of the votes of one step, its own among them: the thresholds of the papers, and nothing else. Votes are numbers
 * of values; {@link #NONE} is no vote.
 *
 * <p>Of n &gt; 3t generals, t of them traitors, no two loyal ones propose different values: each saw n−t votes for its own, and of two such
 * sets more than t generals are in both. A value with more than t proposals has a loyal proposer, so there is only one; it is the
 * candidate. If one loyal general counts n−t proposals, and so locks the value, every other counts more than t: for all of them,
 * a loyal king among them, it is the candidate. Of n &gt; 4t the same follows from one exchange: if one counts more than n/2+t votes, all
 * count more than n/2.
 *
 * <p>By the papers, who has a lock keeps its value, and the others take the king's candidate. To stop early, all tell their locks
 * beside the king's word: n−t locks of one value seen by one are more than t seen by all, and more than t have a loyal one among
 * them, so the value is everybody's candidate. Who sees more than t keeps the value; who sees n−t decides it, as all loyal ones keep
 * it, and see n−t of its locks at the end of the next phase, whoever is king.
 */
final class KingRules {

    /** No vote. */
    static final int NONE = -1;

    private final boolean oneExchange;
    private final boolean stopsEarly;
    private final int generals;
    private final int faults;

    /**
     * What the last exchange of a phase came to.
     *
     * @param candidate what this general would decree as king, or none
     * @param lock what it keeps by the papers whatever the king says, or none
     */
    record Standing(int candidate, int lock) {}

    /**
     * What a phase came to.
     *
     * @param value this general's value from now on
     * @param decides whether it is decided
     */
    record Outcome(int value, boolean decides) {}

    /** The most frequent vote, of equally frequent ones the lowest, and how many there are. */
    private record Poll(int vote, int count) {

        static Poll of(int[] votes) {
            int[] sorted = votes.clone();
            Arrays.sort(sorted);
            Poll best = new Poll(NONE, 0);
            int begin = 0;
            for (int i = 1; i <= sorted.length; i++) {
                if (i == sorted.length || sorted[i] != sorted[begin]) {
                    if (sorted[begin] != NONE && i - begin > best.count()) {
                        best = new Poll(sorted[begin], i - begin);
                    }
                    begin = i;
                }
            }
            return best;
        }

        int ifMoreThan(long threshold) {
            return count > threshold ? vote : NONE;
        }
    }

    KingRules(KingAlgorithm algorithm, int generals, int faults) {
        this.oneExchange = algorithm.roundsPerPhase() == 2;
        this.stopsEarly = algorithm.stopsEarly();
        this.generals = generals;
        this.faults = faults;
    }

    /** What to propose after everybody told its value. */
    int proposal(int[] values) {
        return Poll.of(values).ifMoreThan(generals - faults - 1L);
    }

    /** Where this general stands after the last exchange of a phase: of proposals, or of values if there is only one. */
    Standing standing(int[] votes) {
        Poll poll = Poll.of(votes);
        if (oneExchange) {
            int strong = 2L * poll.count() > generals + 2L * faults ? poll.vote() : NONE;
            return new Standing(poll.ifMoreThan(generals / 2), strong);
        }
        return new Standing(poll.ifMoreThan(faults), poll.ifMoreThan(generals - faults - 1L));
    }

    /** What the phase comes to, after the king's word, and everybody's lock where it stops early. */
    Outcome outcome(Standing standing, int[] locks, int decree) {
        if (stopsEarly) {
            Poll poll = Poll.of(locks);
            return poll.count() > faults
                    ? new Outcome(poll.vote(), poll.count() >= generals - faults)
                    : new Outcome(decree, false);
        }
        return new Outcome(standing.lock() == NONE ? decree : standing.lock(), false);
    }
}
