package dev.strategos.detectors.swim;

/**
 * One piece of news about a member.
 *
 * @param member its rank in the group
 * @param life which incarnation of its node; 0 if none was ever heard of
 * @param refutation how often that life refuted a suspicion
 * @param state what is said of it
 * @param by the rank of the member that says so at first hand
 */
record News(int member, long life, int refutation, MemberState state, int by) {

    /** More refutations than a life can need; so counting them never wraps, whatever a frame says. */
    static final int MOST_REFUTATIONS = 1 << 30;

    static final int BYTES = 4 + 8 + 4 + 1 + 4;
}
