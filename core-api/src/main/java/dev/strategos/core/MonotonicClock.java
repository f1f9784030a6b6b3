package dev.strategos.core;

/**
 * A clock that never goes backwards.
 *
 * <p>Readings of two nodes cannot be compared: there is no common origin, and rates may differ.
 */
@FunctionalInterface
public interface MonotonicClock {

    /**
     * The time since an arbitrary instant of this node.
     *
     * @return nanoseconds; may be negative, so compare differences
     */
    long nanos();
}
