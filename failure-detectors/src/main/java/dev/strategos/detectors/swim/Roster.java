package dev.strategos.detectors.swim;

/** What a member thinks of all others: thirteen bytes for each. */
final class Roster {

    private final long[] lives;
    private final int[] refutations;
    private final byte[] states;

    Roster(int members) {
        lives = new long[members];
        refutations = new int[members];
        states = new byte[members];
    }

    long life(int member) {
        return lives[member];
    }

    int refutation(int member) {
        return refutations[member];
    }

    MemberState state(int member) {
        return MemberState.of(states[member]);
    }

    News news(int member, int by) {
        return new News(member, lives[member], refutations[member], state(member), by);
    }

    /** Takes what is newer: of a later life, else refuted more often, else the worse. */
    boolean take(News news) {
        if (!isNewer(news)) {
            return false;
        }
        lives[news.member()] = news.life();
        refutations[news.member()] = news.refutation();
        states[news.member()] = (byte) news.state().code();
        return true;
    }

    private boolean isNewer(News news) {
        int member = news.member();
        if (news.life() != lives[member]) {
            return news.life() > lives[member];
        }
        if (news.refutation() != refutations[member]) {
            return news.refutation() > refutations[member];
        }
        return news.state().code() > states[member];
    }

    /** Whether it says the same that is thought here. */
    boolean isSame(News news) {
        return news.life() == lives[news.member()]
                && news.refutation() == refutations[news.member()]
                && news.state().code() == states[news.member()];
    }
}
