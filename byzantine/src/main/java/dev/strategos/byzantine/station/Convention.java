package dev.strategos.byzantine.station;

import dev.strategos.byzantine.Bytes;
import dev.strategos.core.Group;

/**
 * What all generals have agreed on before they speak.
 *
 * @param name the protocol with its f, such as {@code BRB(1)}
 * @param faults f, how many generals may be traitors
 * @param group the generals
 * @param framing how messages begin
 * @param longestMessage in bytes
 */
public record Convention(String name, int faults, Group group, Framing framing, long longestMessage) {

    /** Among so few a general speaks of the group as a whole. */
    private static final int FEWEST = 2;

    /**
     * Binds the parts together.
     *
     * @param format the protocol's number in its messages
     * @param hash of all that the generals have configured alike
     * @param longestBody the longest message, without its header, in bytes
     * @return the convention
     */
    public static Convention of(String name, int faults, Group group, int format, Bytes hash, long longestBody) {
        return new Convention(
                name, faults, group, new Framing(format, hash, group), Framing.HEADER_BYTES + longestBody);
    }

    /**
     * Refuses n ≤ 3f.
     *
     * @param protocol its name, such as {@code BRB}
     * @throws IllegalArgumentException if f is negative or n ≤ 3f; it names both, and the theorem
     */
    public static void requireGenerals(String protocol, int generals, int faults) {
        if (faults < 0) {
            throw new IllegalArgumentException("faults: must be at least 0, but was " + faults);
        }
        if (generals < FEWEST || generals <= 3L * faults) {
            throw new IllegalArgumentException(protocol + "(" + faults + ") among " + generals
                    + " generals: no asynchronous protocol with fewer than 3f+1 generals can cope with f traitors (Bracha, Toueg"
                    + " 1985, Theorem 3); f = " + faults + " needs at least " + Math.max(FEWEST, 3L * faults + 1)
                    + " generals");
        }
    }

    /** ⌈(n+f+1)/2⌉: any two sets of so many generals share a loyal one. */
    public int quorum() {
        return group.byzantineQuorum(faults);
    }

    /** f+1: so many generals include a loyal one. */
    public int oneLoyal() {
        return faults + 1;
    }

    /** 2f+1: among so many generals the loyal ones are the larger part. */
    public int mostLoyal() {
        return 2 * faults + 1;
    }

    /** n−f: so many generals can be waited for. */
    public int allLoyal() {
        return group.size() - faults;
    }
}
