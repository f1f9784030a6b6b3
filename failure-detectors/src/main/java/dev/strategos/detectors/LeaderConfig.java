package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a {@link LeaderDetector}. Immutable, for any thread.
 *
 * @param interval η, at which the leader sends, above zero
 * @param estimation until when the leader's next heartbeat should have come
 * @param margin what is added to that for each node at first, zero or more
 * @param step by how much that grows each time a node is accused, above zero
 * @param listening how long a node that has just started listens for a leader before it offers itself, at least {@code interval}
 */
public record LeaderConfig(
        Duration interval, Estimation estimation, Duration margin, Duration step, Duration listening) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LeaderConfig {
        Require.aboveZero("interval", interval);
        Objects.requireNonNull(estimation, "estimation");
        Require.zeroOrMore("margin", margin);
        Require.aboveZero("step", step);
        Require.aboveZero("listening", listening);
        if (listening.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "listening: must be at least the interval " + interval + ", but was " + listening);
        }
    }

    /**
     * The usual settings for an interval η: Chen's estimate with α = η/2, a margin that grows by η/2, and three intervals of listening.
     *
     * @param interval η, at least a microsecond
     * @return the settings
     */
    public static LeaderConfig every(Duration interval) {
        return new LeaderConfig(
                interval,
                ChenTimeout.of(interval.dividedBy(2)),
                Duration.ZERO,
                interval.dividedBy(2),
                interval.multipliedBy(3));
    }
}
