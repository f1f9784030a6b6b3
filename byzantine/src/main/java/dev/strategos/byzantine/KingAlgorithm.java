package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;

/**
 * The algorithms in phases, each of which has a king: what each needs, and what it costs.
 *
 * <p>There are t+1 phases for t traitors, so at least one king is loyal. The king of phase k is the general of rank k−1 in the group, the
 * first member that of phase 1. In each phase everybody tells everybody its value; who sees so many others with it that all loyal ones
 * must have noticed keeps it; the others take the king's. A loyal king unites all, and whatever unites all stays.
 *
 * <p>Figures are those of {@link KingConsensus}; {@link KingBroadcast} puts one round and n−1 messages before. Nothing is signed, and
 * messages have one value each, two for a king that stops early.
 *
 * <p>Immutable, for any thread.
 */
public enum KingAlgorithm {

    /**
     * Berman, Garay, Perry, "Towards Optimal Distributed Consensus", FOCS 1989: n &gt; 3t, 3(t+1) rounds, (t+1)(n−1)(2n+1) messages;
     * in a phase values, proposals, the king's word.
     */
    KING("King", 3, 3, false),

    /**
     * Berman, Garay, "Asymptotically Optimal Distributed Consensus", ICALP 1989: n &gt; 4t, 2(t+1) rounds, (t+1)(n²−1) messages; in a
     * phase values, the king's word.
     */
    PHASE_KING("PhaseKing", 4, 2, false),

    /**
     * The king algorithm, deciding at the end of phase min(f+2, t+1) at the latest if f generals are traitors in fact, and at the end of
     * phase 1 if all loyal ones propose the same: n &gt; 3t, at most 3(t+1) rounds of n(n−1) messages. One phase after its decision a
     * general falls silent; without faults and with equal proposals that makes min(2, t+1)·3·n(n−1) messages.
     */
    EARLY_KING("EarlyKing", 3, 3, true),

    /**
     * The phase king algorithm, deciding at the end of phase min(f+2, t+1) at the latest if f generals are traitors in fact, and at the end
     * of phase 1 if all loyal ones propose the same: n &gt; 4t, at most 2(t+1) rounds of n(n−1) messages. One phase after its decision
     * a general falls silent; without faults and with equal proposals that makes min(2, t+1)·2·n(n−1) messages.
     */
    EARLY_PHASE_KING("EarlyPhaseKing", 4, 2, true);

    private final String symbol;
    private final int generalsPerTraitor;
    private final int roundsPerPhase;
    private final boolean stopsEarly;

    KingAlgorithm(String symbol, int generalsPerTraitor, int roundsPerPhase, boolean stopsEarly) {
        this.symbol = symbol;
        this.generalsPerTraitor = generalsPerTraitor;
        this.roundsPerPhase = roundsPerPhase;
        this.stopsEarly = stopsEarly;
    }

    /**
     * The algorithm with its t, as it names itself in traces and faults.
     *
     * @param faults t
     * @return such as {@code King(1)}
     */
    public String with(int faults) {
        return symbol + "(" + faults + ")";
    }

    /**
     * Whether it decides before the last phase where fewer generals than t are traitors.
     *
     * @return false for the two algorithms of the papers, which take all their rounds
     */
    public boolean stopsEarly() {
        return stopsEarly;
    }

    /**
     * How many rounds a phase has.
     *
     * @return 3, or 2 for a phase king
     */
    public int roundsPerPhase() {
        return roundsPerPhase;
    }

    /**
     * How many rounds there are at most.
     *
     * @param faults t
     * @return 3(t+1), or 2(t+1) for a phase king
     */
    public int rounds(int faults) {
        return Math.multiplyExact(roundsPerPhase, Math.addExact(faults, 1));
    }

    /**
     * How many messages all generals send together if none is a traitor; where it stops early, if in addition all propose the same.
     *
     * @param generals n
     * @param faults t
     * @return the number
     */
    public long messages(int generals, int faults) {
        long n = generals;
        long phases = faults + 1L;
        if (stopsEarly) {
            return Math.min(2, phases) * roundsPerPhase * n * (n - 1);
        }
        long exchanges = roundsPerPhase - 1L;
        return phases * (exchanges * n * (n - 1) + (n - 1));
    }

    /**
     * Who is king.
     *
     * @param group the generals
     * @param phase 1 to t+1
     * @return the general of rank phase−1
     * @throws IndexOutOfBoundsException if the group has no such rank
     */
    public NodeId king(Group group, int phase) {
        return group.member(phase - 1);
    }

    /**
     * Refuses what the algorithm cannot do.
     *
     * @param generals n
     * @param faults t
     * @throws IllegalArgumentException if t is negative, or n ≤ 3t, or n ≤ 4t for a phase king; it names the bound and the values
     */
    public void requireGenerals(int generals, int faults) {
        requireKings(generals, faults);
        if (generals <= (long) generalsPerTraitor * faults) {
            throw new IllegalArgumentException(with(faults) + " among " + generals + " generals: needs n > "
                    + generalsPerTraitor + "t (" + source() + "); n = " + generals + " and t = " + faults
                    + ", which needs at least " + (generalsPerTraitor * (long) faults + 1) + " generals");
        }
    }

    /** Refuses what has not even a king for each phase. */
    void requireKings(int generals, int faults) {
        if (faults < 0) {
            throw new IllegalArgumentException("faults: must be at least 0, but was " + faults);
        }
        if (generals < Math.max(2L, faults + 1L)) {
            throw new IllegalArgumentException(with(faults) + " among " + generals + " generals: each of its "
                    + (faults + 1L) + " phases needs another king; needs at least " + Math.max(2L, faults + 1L)
                    + " generals");
        }
    }

    private String source() {
        return generalsPerTraitor == 3 ? "Berman, Garay, Perry 1989" : "Berman, Garay 1989";
    }
}
