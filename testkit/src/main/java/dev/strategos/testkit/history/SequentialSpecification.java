package dev.strategos.testkit.history;

/**
 * What an object does when it is asked one thing after the other: what a replicated one must look like.
 *
 * <pre>{@code
 * record Register() implements SequentialSpecification<Integer, String, String> {
 *     public Integer initial() { return 0; }
 *     public Step<Integer, String> apply(Integer state, String input) {
 *         return input.equals("read") ? new Step<>(state, state.toString()) : new Step<>(Integer.valueOf(input), "ok");
 *     }
 * }
 * }</pre>
 *
 * @param <S> states: immutable, with {@code equals} and {@code hashCode}
 * @param <I> inputs
 * @param <O> outputs
 */
public interface SequentialSpecification<S, I, O> {

    /**
     * The state before the first operation.
     *
     * @return the same at every call
     */
    S initial();

    /**
     * What an operation does.
     *
     * @param state the state before it
     * @param input what is asked
     * @return the state after it, and the only right answer
     */
    Step<S, O> apply(S state, I input);

    /**
     * A state and an answer.
     *
     * @param state the state after the operation
     * @param output what it answers
     * @param <S> states
     * @param <O> outputs
     */
    record Step<S, O>(S state, O output) {}
}
