package dev.strategos.detectors;

import dev.strategos.core.NodeId;
import org.jspecify.annotations.Nullable;

/** What a node knows of another one that offered itself as the leader, or may. */
final class Candidate {

    final NodeId id;
    final int rank;

    long incarnation;
    long lastSequence;
    long nextSequence = 1;

    @Nullable
    Estimator estimator;

    /** Whether its last offer has not run out. */
    boolean offers;

    long accusations;
    long candidacy;
    long deadline;
    long margin;

    Candidate(NodeId id, int rank, long margin) {
        this.id = id;
        this.rank = rank;
        this.margin = margin;
    }

    /** Another life: it has to offer itself anew. What its predecessor taught of the network stays. */
    void beginLife(long number, Estimator fresh) {
        incarnation = number;
        lastSequence = 0;
        offers = false;
        accusations = 0;
        candidacy = 0;
        estimator = fresh;
    }

    /** Whether it goes before one with that many accusations and that rank: fewer accusations, then the lower rank. */
    boolean goesBefore(long otherAccusations, int otherRank) {
        return accusations < otherAccusations || (accusations == otherAccusations && rank < otherRank);
    }
}
