package dev.strategos.byzantine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one general heard in each round, and said itself, by rank. Silence is the default where a value is due, and no vote where one may
 * be withheld. A round's memory is there once somebody speaks in it.
 */
final class KingHearings {

    private static final class Round {
        final boolean[] heard;
        final int[] votes;
        int decree = EigTree.DEFAULT;
        int speakers;

        Round(int generals, int silence) {
            this.heard = new boolean[generals];
            this.votes = new int[generals];
            Arrays.fill(votes, silence);
        }
    }

    private final KingTimetable timetable;
    private final int generals;
    private final @Nullable Round[] rounds;

    KingHearings(KingTimetable timetable, int generals, int rounds) {
        this.timetable = timetable;
        this.generals = generals;
        this.rounds = new Round[rounds + 1];
    }

    private Round at(int round) {
        Round there = rounds[round];
        if (there == null) {
            there = new Round(generals, timetable.mustVote(round) ? EigTree.DEFAULT : KingRules.NONE);
            rounds[round] = there;
        }
        return there;
    }

    /** Somebody spoke, but said nothing that can be used. */
    void hearNothing(int round, int rank) {
        Round there = at(round);
        there.heard[rank] = true;
        there.speakers++;
    }

    void hear(int round, int rank, int vote) {
        hearNothing(round, rank);
        at(round).votes[rank] = vote;
    }

    void hearDecree(int round, int decree) {
        at(round).decree = decree;
    }

    boolean hasHeard(int round, int rank) {
        Round there = rounds[round];
        return there != null && there.heard[rank];
    }

    boolean isComplete(int round) {
        Round there = rounds[round];
        return there != null && there.speakers == timetable.speakers(round);
    }

    /** To read; by rank. */
    int[] votes(int round) {
        return at(round).votes;
    }

    int decree(int round) {
        return at(round).decree;
    }
}
