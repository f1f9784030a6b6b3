package dev.strategos.byzantine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What traitors can make of OM(k), for two values: for each instance the set of all vectors of what its loyal lieutenants use.
 *
 * <p>Each message belongs to exactly one sub-instance, so what traitors say in one does not bind them in another; and loyal lieutenants
 * are alike, so that with a vector every order of it is in the set. Hence a set of vectors is a set of counts: how many of the
 * lieutenants may end up with the order and not the default.
 *
 * <p>A count is reachable if votes can be spread so that the majority falls as wanted at every lieutenant. Each sub-instance gives as
 * many votes for the order as one of its own counts says, to whomever the traitors like. Since more votes for the order never turn
 * a majority against it (which is checked of the shipped {@link Majority}), only two of its counts matter: the one that comes nearest to
 * the number of those that shall have the order from below, which denies the vote to some of them, and the one from above, which gives it
 * to some that shall not have it. How these errors are shared out so that nobody's majority is turned is an {@link Assignment}.
 */
final class OralOutcomes {

    /** Who commands an instance. */
    enum Commander {
        /** A loyal general who holds the default. */
        LOYAL_TO_DEFAULT,
        /** A loyal general who holds the order. */
        LOYAL_TO_ORDER,
        /** A traitor. */
        TRAITOR;

        static Commander loyalTo(int value) {
            return value == OralAdversary.DEFAULT ? LOYAL_TO_DEFAULT : LOYAL_TO_ORDER;
        }
    }

    /**
     * An instance, up to the names of its generals.
     *
     * @param rounds k of OM(k)
     * @param loyal how many lieutenants are loyal
     * @param traitors how many lieutenants are traitors
     * @param commander who commands it
     */
    record Instance(int rounds, int loyal, int traitors, Commander commander) {

        /** The instance that one of the lieutenants commands, if a loyal one holds this value. */
        Instance underLoyal(int value) {
            return new Instance(rounds - 1, loyal - 1, traitors, Commander.loyalTo(value));
        }

        Instance underTraitor() {
            return new Instance(rounds - 1, loyal, traitors - 1, Commander.TRAITOR);
        }
    }

    private final Map<Instance, Integer> known = new LinkedHashMap<>();

    /** Which numbers of loyal lieutenants may end up with the order: bit c is set if c of them may. */
    int counts(Instance instance) {
        Integer before = known.get(instance);
        if (before != null) {
            return before;
        }
        int counts = 0;
        for (int count = 0; count <= instance.loyal(); count++) {
            if (isReachable(instance, count)) {
                counts |= 1 << count;
            }
        }
        known.put(instance, counts);
        return counts;
    }

    private boolean isReachable(Instance instance, int count) {
        if (instance.rounds() == 0) {
            return switch (instance.commander()) {
                case TRAITOR -> true;
                case LOYAL_TO_ORDER -> count == instance.loyal();
                case LOYAL_TO_DEFAULT -> count == 0;
            };
        }
        return votes(instance, count) != null;
    }

    /**
     * A way to make the first so many of the loyal lieutenants use the order, and the others the default; null if there is none. For
     * instances with at least one more round.
     */
    @Nullable
    OralVotes votes(Instance instance, int wanted) {
        int loyal = instance.loyal();
        for (int both = 0; both <= wanted; both++) {
            for (int misled = 0; misled <= loyal - wanted; misled++) {
                int told = both + misled;
                boolean possible = switch (instance.commander()) {
                    case TRAITOR -> true;
                    case LOYAL_TO_ORDER -> told == loyal;
                    case LOYAL_TO_DEFAULT -> told == 0;
                };
                if (possible) {
                    OralVotes votes = new OralBallot(instance, wanted, told(loyal, wanted, both, misled), this).votes();
                    if (votes != null) {
                        return votes;
                    }
                }
            }
        }
        return null;
    }

    /** The order, to the first so many of those who shall have it and of those who shall not. */
    private static int[] told(int loyal, int wanted, int both, int misled) {
        return IntStream.range(0, loyal)
                .map(lieutenant -> lieutenant < both || (lieutenant >= wanted && lieutenant < wanted + misled)
                        ? OralAdversary.ORDER
                        : OralAdversary.DEFAULT)
                .toArray();
    }
}
