package dev.strategos.testkit.explore;

import java.time.Duration;

/**
 * How far an exploration goes. Whatever ends it first is in its verdict.
 *
 * @param depth steps of one run, at least 1
 * @param runs how many runs, at least 1
 * @param states how many states, at least 1
 * @param time of the wall, above zero
 */
public record Bounds(int depth, long runs, long states, Duration time) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Bounds {
        requirePositive("depth", depth);
        requirePositive("runs", runs);
        requirePositive("states", states);
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("time: must be above zero, but was " + time);
        }
    }

    /**
     * 100 steps, a million runs, a million states, one minute.
     *
     * @return the bounds
     */
    public static Bounds defaults() {
        return new Bounds(100, 1_000_000, 1_000_000, Duration.ofMinutes(1));
    }

    /**
     * The same, with another depth.
     *
     * @param steps of one run, at least 1
     * @return the changed copy
     */
    public Bounds withDepth(int steps) {
        return new Bounds(steps, runs, states, time);
    }

    /**
     * The same, with another number of runs.
     *
     * @param most at least 1
     * @return the changed copy
     */
    public Bounds withRuns(long most) {
        return new Bounds(depth, most, states, time);
    }

    /**
     * The same, with another number of states.
     *
     * @param most at least 1
     * @return the changed copy
     */
    public Bounds withStates(long most) {
        return new Bounds(depth, runs, most, time);
    }

    /**
     * The same, with another time.
     *
     * @param most above zero
     * @return the changed copy
     */
    public Bounds withTime(Duration most) {
        return new Bounds(depth, runs, states, most);
    }

    private static void requirePositive(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": must be at least 1, but was " + value);
        }
    }
}
