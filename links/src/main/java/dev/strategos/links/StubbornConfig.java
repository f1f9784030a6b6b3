package dev.strategos.links;

import java.time.Duration;

/**
 * The settings of a {@link StubbornLink}. Immutable, for any thread.
 *
 * @param interval how long to wait before everything is sent again, above zero, at most a day
 * @param maxMessages how many messages may be repeated at a time, at least 1
 * @param maxBytes how many bytes they may have together, at least 1
 */
public record StubbornConfig(Duration interval, int maxMessages, int maxBytes) {

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public StubbornConfig {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval: must be above zero, but was " + interval);
        }
        if (interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval: must be at most PT24H, but was " + interval);
        }
        if (maxMessages < 1) {
            throw new IllegalArgumentException("maxMessages: must be at least 1, but was " + maxMessages);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: must be at least 1, but was " + maxBytes);
        }
    }

    /**
     * Ten times a second, up to 1,024 messages and 1 MiB.
     *
     * @return the settings
     */
    public static StubbornConfig defaults() {
        return new StubbornConfig(Duration.ofMillis(100), 1024, 1 << 20);
    }
}
