package dev.strategos.testkit.history;

import java.util.Optional;

/**
 * One operation: called at one point of a history, and answered at a later one or never.
 *
 * <p>Immutable, as its input and output should be.
 *
 * @param process who called, which never has two operations open at a time
 * @param input what was asked
 * @param output what was answered; empty while the operation is pending: it may or may not have happened
 * @param called its point in the history, counted from 0 over calls and answers
 * @param answered the point of the answer; {@code Long.MAX_VALUE} while it is pending
 * @param <I> inputs
 * @param <O> outputs
 */
public record Operation<I, O>(String process, I input, Optional<O> output, long called, long answered) {

    /** Such as {@code a: write 3 → ok [4, 7]}. */
    @Override
    public String toString() {
        return process + ": " + input + " → "
                + output.map(answer -> answer + " [" + called + ", " + answered + "]")
                        .orElse("? [" + called + ", …]");
    }
}
