package dev.strategos.detectors.swim;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A suspicion that waits for a refutation: the more members have independently come to it, the less time it has (Lifeguard, section
 * IV.B).
 */
final class Doubt {

    /** K: so many confirmations bring the time down to its least. */
    static final int CONFIRMATIONS = 3;

    private final Set<Integer> accusers = new LinkedHashSet<>();
    private final long least;
    private final long most;
    private final int wanted;
    private long start;

    Doubt(long now, long least, long most, int members, int accuser) {
        this.start = now;
        this.least = least;
        this.most = most;
        this.wanted = Math.min(CONFIRMATIONS, members - 2);
        accusers.add(accuser);
    }

    /** Another member says so at first hand: whether that is worth passing on. */
    boolean confirm(int accuser) {
        return accusers.size() - 1 < wanted && accusers.add(accuser);
    }

    long deadline() {
        return start + timeout(least, most, accusers.size() - 1, wanted);
    }

    /** This member stood still for so long: nobody could have refuted anything here. */
    void shift(long nanos) {
        start += nanos;
    }

    /** max(Min, Max − (Max − Min)·log(C+1)/log(K+1)). */
    static long timeout(long least, long most, int confirmations, int wanted) {
        if (wanted < 1) {
            return least;
        }
        double share = StrictMath.log(confirmations + 1) / StrictMath.log(wanted + 1);
        return Math.max(least, most - StrictMath.round((most - least) * share));
    }
}
