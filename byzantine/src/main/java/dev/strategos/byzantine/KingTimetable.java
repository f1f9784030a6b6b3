package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import org.jspecify.annotations.Nullable;

/** Which step of which phase a round is, and who says what in it. */
final class KingTimetable {

    /** What a round is for. */
    enum Step {
        /** The commander sends its order; only where there is one, before the first phase. */
        ORDER,
        /** Everybody tells its value. */
        VALUES,
        /** Everybody tells what it proposes, perhaps nothing; not with a phase king. */
        PROPOSALS,
        /** The king tells its word; where it stops early, everybody its lock, perhaps none. */
        KING
    }

    private final KingAlgorithm algorithm;
    private final Group group;
    private final @Nullable NodeId commander;
    private final int roundsBefore;

    /** A timetable without a commander has no round before the first phase. */
    KingTimetable(KingAlgorithm algorithm, Group group, @Nullable NodeId commander) {
        this.algorithm = algorithm;
        this.group = group;
        this.commander = commander;
        this.roundsBefore = commander == null ? 0 : 1;
    }

    Step step(int round) {
        int inPhases = round - roundsBefore;
        if (inPhases < 1) {
            return Step.ORDER;
        }
        int place = (inPhases - 1) % algorithm.roundsPerPhase();
        return place == algorithm.roundsPerPhase() - 1 ? Step.KING : place == 0 ? Step.VALUES : Step.PROPOSALS;
    }

    /** Counted from 1; 0 for the commander's round. */
    int phase(int round) {
        int inPhases = round - roundsBefore;
        return inPhases < 1 ? 0 : (inPhases - 1) / algorithm.roundsPerPhase() + 1;
    }

    boolean isKing(int round, NodeId general) {
        return algorithm.king(group, phase(round)).equals(general);
    }

    boolean speaks(int round, NodeId general) {
        return switch (step(round)) {
            case ORDER -> general.equals(commander);
            case VALUES, PROPOSALS -> true;
            case KING -> algorithm.stopsEarly() || isKing(round, general);
        };
    }

    int speakers(int round) {
        return switch (step(round)) {
            case ORDER -> 1;
            case VALUES, PROPOSALS -> group.size();
            case KING -> algorithm.stopsEarly() ? group.size() : 1;
        };
    }

    /** Whether a general that speaks in a round has to tell a vote. */
    boolean mustVote(int round) {
        Step step = step(round);
        return step == Step.ORDER || step == Step.VALUES;
    }

    /** Whether a general that speaks in a round may tell a vote. */
    boolean mayVote(int round) {
        return step(round) != Step.KING || algorithm.stopsEarly();
    }

    /** Whether a general that speaks in a round has to tell the king's word; nobody else may. */
    boolean decrees(int round, NodeId general) {
        return step(round) == Step.KING && isKing(round, general);
    }
}
