package dev.strategos.testkit.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes down which operations were called, and what was answered, in the order in which both happened.
 *
 * <p>Call {@link #called} just before an operation is handed to the system, and {@link Call#answered} just after its answer is there, in
 * one process: the order of these calls is the only clock. An operation whose answer never comes, because of a crash or a time-out, stays
 * pending; its caller must go on under another name, since it may still take effect.
 *
 * <pre>{@code
 * History<String, Integer> history = new History<>();
 * History<String, Integer>.Call call = history.called("client 1", "read");
 * register.read(value -> call.answered(value));
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @param <I> inputs of operations, with a useful {@code toString}
 * @param <O> outputs, with {@code equals}
 */
public final class History<I, O> {

    private final List<Operation<I, O>> operations = new ArrayList<>();
    private final Map<String, Integer> open = new LinkedHashMap<>();
    private long point;

    /** An empty history. */
    public History() {}

    /**
     * An operation is about to be called.
     *
     * @param process who calls
     * @param input what is asked
     * @return where the answer is to be noted
     * @throws IllegalStateException if the process has an operation open
     */
    public synchronized Call called(String process, I input) {
        if (open.containsKey(process)) {
            throw new IllegalStateException(
                    "process '" + process + "' has an operation open: " + operations.get(open.get(process))
                            + "; a process that goes on without an answer needs a new name");
        }
        int index = operations.size();
        open.put(process, index);
        operations.add(new Operation<>(process, input, Optional.empty(), point++, Long.MAX_VALUE));
        return new Call(index);
    }

    /** An operation that was called. */
    public final class Call {

        private final int index;

        private Call(int index) {
            this.index = index;
        }

        /**
         * The answer is there.
         *
         * @param output what was answered; never null, so an answer without content is a value such as "done"
         * @throws IllegalStateException if it was answered before
         */
        public void answered(O output) {
            Objects.requireNonNull(output, "output");
            synchronized (History.this) {
                Operation<I, O> pending = operations.get(index);
                if (pending.output().isPresent()) {
                    throw new IllegalStateException("it was answered before: " + pending);
                }
                open.remove(pending.process(), index);
                operations.set(
                        index,
                        new Operation<>(
                                pending.process(), pending.input(), Optional.of(output), pending.called(), point++));
            }
        }
    }

    /**
     * All operations so far.
     *
     * @return a copy, in the order of their calls
     */
    public synchronized List<Operation<I, O>> operations() {
        return List.copyOf(operations);
    }

    @Override
    public String toString() {
        return operations().toString();
    }
}
