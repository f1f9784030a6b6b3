package dev.strategos.testkit.history;

import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.properties.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Linearisability (Herlihy, Wing 1990): every operation seems to happen at one instant between its call and its answer. Decided by the
 * search of Wing and Gong (1993) with Lowe's memory of configurations seen (2017).
 *
 * <p>The question is NP-complete, so the search has a budget, and says when it is spent. Histories of some hundred operations by a handful
 * of processes take milliseconds, unless many operations are pending; objects that consist of independent parts, such as a map of its keys,
 * are much cheaper by {@link #byPart}.
 *
 * <pre>{@code
 * Linearisability.of(history.operations(), new Register()).require("seed " + sim.seed());
 * }</pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param <S> states of the specification
 * @param <I> inputs
 * @param <O> outputs
 */
public final class Linearisability<S, I, O> {

    private final List<Operation<I, O>> operations;
    private final SequentialSpecification<S, I, O> specification;
    private final Function<? super I, ?> part;
    private final long budget;

    private Linearisability(
            List<Operation<I, O>> operations,
            SequentialSpecification<S, I, O> specification,
            Function<? super I, ?> part,
            long budget) {
        this.operations = operations;
        this.specification = specification;
        this.part = part;
        this.budget = budget;
    }

    /**
     * Looks at a history, with a budget of ten million steps.
     *
     * @param operations in any order
     * @param specification what they should look like
     * @param <S> states of the specification
     * @param <I> inputs
     * @param <O> outputs
     * @return the check
     */
    public static <S, I, O> Linearisability<S, I, O> of(
            List<Operation<I, O>> operations, SequentialSpecification<S, I, O> specification) {
        return new Linearisability<>(List.copyOf(operations), specification, input -> "", 10_000_000);
    }

    /**
     * Checks parts of the object for themselves: right where no operation touches two parts, since linearisability is local.
     *
     * @param partOf the part that an input concerns, with {@code equals} and {@code hashCode}
     * @return the changed copy; each part begins in the specification's initial state
     */
    public Linearisability<S, I, O> byPart(Function<? super I, ?> partOf) {
        return new Linearisability<>(operations, specification, partOf, budget);
    }

    /**
     * How many steps of the specification may be spent in all.
     *
     * @param steps at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if it is below 1
     */
    public Linearisability<S, I, O> budget(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: must be at least 1, but was " + steps);
        }
        return new Linearisability<>(operations, specification, part, steps);
    }

    /**
     * Whether the history is linearisable.
     *
     * @return yes, no, or that the budget is spent
     */
    public Verdict<I, O> verdict() {
        Map<Object, List<Operation<I, O>>> parts = new LinkedHashMap<>();
        for (Operation<I, O> operation : operations) {
            parts.computeIfAbsent(part.apply(operation.input()), each -> new ArrayList<>())
                    .add(operation);
        }
        List<Operation<I, O>> order = new ArrayList<>();
        long left = budget;
        for (List<Operation<I, O>> each : parts.values()) {
            LinearisationSearch<S, I, O> search = new LinearisationSearch<>(each, specification, left);
            Verdict<I, O> verdict = search.run();
            if (!(verdict instanceof Verdict.Linearisable<I, O> yes)) {
                return verdict instanceof Verdict.BudgetSpent ? new Verdict.BudgetSpent<>(budget) : verdict;
            }
            order.addAll(yes.order());
            left -= search.steps();
        }
        return new Verdict.Linearisable<>(order);
    }

    /**
     * Demands that the history is linearisable.
     *
     * @param run which run this is, for the failure's message: its seed
     * @throws PropertyViolation if it is not
     * @throws IllegalStateException if the budget is spent before that is known
     */
    public void require(String run) {
        Verdict<I, O> verdict = verdict();
        if (verdict instanceof Verdict.NotLinearisable<I, O> no) {
            throw new PropertyViolation(
                    run,
                    new Violation(
                            "linearisability",
                            null,
                            "[" + no.unexplained() + "] fits nowhere; the longest order that explains its answers is "
                                    + no.longest() + ", of " + operations));
        }
        if (verdict instanceof Verdict.BudgetSpent<I, O> spent) {
            throw new IllegalStateException(run + ": whether " + operations.size()
                    + " operations are linearisable is not known after " + spent.steps()
                    + " steps; record fewer, check by part, or raise the budget");
        }
    }
}
