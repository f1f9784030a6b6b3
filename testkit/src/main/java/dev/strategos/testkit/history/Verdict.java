package dev.strategos.testkit.history;

import java.util.List;

/**
 * Whether a history is linearisable.
 *
 * @param <I> inputs
 * @param <O> outputs
 */
public sealed interface Verdict<I, O> {

    /**
     * Yes.
     *
     * @param order an order of operations, one after the other, that explains every answer; pending operations that did not happen are
     *     not in it
     * @param <I> inputs
     * @param <O> outputs
     */
    record Linearisable<I, O>(List<Operation<I, O>> order) implements Verdict<I, O> {

        /** Copies the list. */
        public Linearisable {
            order = List.copyOf(order);
        }
    }

    /**
     * No.
     *
     * @param longest the longest order that explains the answers in it
     * @param unexplained an operation that was answered then and fits nowhere after it
     * @param <I> inputs
     * @param <O> outputs
     */
    record NotLinearisable<I, O>(List<Operation<I, O>> longest, Operation<I, O> unexplained) implements Verdict<I, O> {

        /** Copies the list. */
        public NotLinearisable {
            longest = List.copyOf(longest);
        }
    }

    /**
     * Nobody knows: the search was given up.
     *
     * @param steps how many were made
     * @param <I> inputs
     * @param <O> outputs
     */
    record BudgetSpent<I, O>(long steps) implements Verdict<I, O> {}
}
