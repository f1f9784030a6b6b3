package dev.strategos.byzantine;

/** The paper's {@code majority}: what more than half of all votes say, else the default. Never a plurality. */
final class Majority {

    private Majority() {}

    /**
     * The majority of {@code count} votes that begin at {@code from}.
     *
     * <p>Boyer and Moore's vote finds the only candidate there can be; a second pass counts it.
     */
    static int of(int[] votes, int from, int count, int defaultVote) {
        int candidate = defaultVote;
        int lead = 0;
        for (int i = from; i < from + count; i++) {
            if (lead == 0) {
                candidate = votes[i];
                lead = 1;
            } else {
                lead += votes[i] == candidate ? 1 : -1;
            }
        }
        int agreeing = 0;
        for (int i = from; i < from + count; i++) {
            if (votes[i] == candidate) {
                agreeing++;
            }
        }
        return 2 * agreeing > count ? candidate : defaultVote;
    }
}
