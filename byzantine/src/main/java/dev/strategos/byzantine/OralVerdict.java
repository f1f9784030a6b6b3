package dev.strategos.byzantine;

import java.util.List;
import java.util.Optional;

/**
 * Whether any strategy of so many traitors breaks OM(m) among so many generals.
 *
 * @param generals n, with the commander
 * @param faults m
 * @param traitors f, how many lie
 * @param isAdmitted whether {@link OralMessages#requireGenerals} lets so many generals run OM(m)
 * @param strategies one for each condition that can be broken; none if it is safe
 */
public record OralVerdict(int generals, int faults, int traitors, boolean isAdmitted, List<OralStrategy> strategies) {

    /** Keeps a copy. */
    public OralVerdict {
        strategies = List.copyOf(strategies);
    }

    /**
     * Whether IC1 and IC2 hold whatever the traitors do.
     *
     * @return true if there is no strategy against them
     */
    public boolean isSafe() {
        return strategies.isEmpty();
    }

    /**
     * Whether what was found is as Theorem 1 says: what the guard admits is safe against up to m traitors.
     *
     * @return false if it is a counterexample to the theorem, or rather to the code
     */
    public boolean isAsProven() {
        return !isAdmitted || traitors > faults || isSafe();
    }

    /**
     * The strategy that breaks a condition.
     *
     * @param condition which
     * @return the strategy, if there is one
     */
    public Optional<OralStrategy> against(OralStrategy.Condition condition) {
        return strategies.stream()
                .filter(strategy -> strategy.condition() == condition)
                .findFirst();
    }
}
