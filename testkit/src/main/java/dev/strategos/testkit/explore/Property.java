package dev.strategos.testkit.explore;

import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every run. It may say that it does not by {@code false} or by an {@link AssertionError}.
 *
 * <p>A property of states looks at what the scenario handed out, and at nothing that remembers earlier states; so which of two steps at
 * different nodes came first does not matter to it. A property of traces says which events it looks at; their order is kept.
 *
 * <p>Immutable, for any thread.
 *
 * @param <S> what it looks at
 */
public final class Property<S> {

    private final String name;
    private final boolean onlyAtEnd;
    private final @Nullable Predicate<TraceEvent> observed;
    private final Check<S> check;

    /** Looks at a state and what led to it. */
    @FunctionalInterface
    private interface Check<S> {
        boolean holds(S system, List<TraceRecord> trace);
    }

    private Property(String name, boolean onlyAtEnd, @Nullable Predicate<TraceEvent> observed, Check<S> check) {
        this.name = name;
        this.onlyAtEnd = onlyAtEnd;
        this.observed = observed;
        this.check = check;
    }

    /**
     * Something that holds in every state.
     *
     * @param name for messages
     * @param holds looks at a state
     * @param <S> what it looks at
     * @return the property
     */
    public static <S> Property<S> always(String name, Predicate<S> holds) {
        return new Property<>(name, false, null, (system, trace) -> holds.test(system));
    }

    /**
     * Something that holds where nothing can happen any more by itself: no frame is under way, no timer armed, no work left.
     *
     * @param name for messages
     * @param holds looks at a state
     * @param <S> what it looks at
     * @return the property
     */
    public static <S> Property<S> atEnd(String name, Predicate<S> holds) {
        return new Property<>(name, true, null, (system, trace) -> holds.test(system));
    }

    /**
     * Something that holds for the trace of every run, up to every state.
     *
     * @param name for messages
     * @param observed which events it looks at: the fewer, the more runs are as good as others
     * @param check throws an {@link AssertionError} if it does not hold; gets the whole trace so far
     * @param <S> what other properties look at
     * @return the property
     */
    public static <S> Property<S> ofTrace(
            String name, Predicate<TraceEvent> observed, Consumer<List<TraceRecord>> check) {
        return new Property<>(name, false, observed, (system, trace) -> {
            check.accept(trace);
            return true;
        });
    }

    /**
     * Something that holds for the trace of every run, where nothing can happen any more by itself.
     *
     * @param name for messages
     * @param observed which events it looks at
     * @param check throws an {@link AssertionError} if it does not hold; gets the whole trace
     * @param <S> what other properties look at
     * @return the property
     */
    public static <S> Property<S> ofTraceAtEnd(
            String name, Predicate<TraceEvent> observed, Consumer<List<TraceRecord>> check) {
        return new Property<>(name, true, observed, (system, trace) -> {
            check.accept(trace);
            return true;
        });
    }

    /**
     * Its name.
     *
     * @return for messages
     */
    public String name() {
        return name;
    }

    boolean isOnlyAtEnd() {
        return onlyAtEnd;
    }

    boolean observes(TraceEvent event) {
        return observed != null && observed.test(event);
    }

    boolean looksAtTrace() {
        return observed != null;
    }

    /** Throws if it does not hold. */
    void check(S system, List<TraceRecord> trace) {
        boolean holds;
        try {
            holds = check.holds(system, trace);
        } catch (AssertionError e) {
            throw new Violation(name, String.valueOf(e.getMessage()), e);
        }
        if (!holds) {
            throw new Violation(name, "it does not hold", null);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
