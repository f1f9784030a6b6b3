package dev.strategos.links;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of a {@link ReliableLink}. The two ends may differ; a receiver with a smaller {@code window} only lets its sender repeat
 * more.
 *
 * <p>Immutable, for any thread.
 *
 * @param window how many messages may be unacknowledged per peer, a power of two from 1 to 65,536
 * @param windowBytes how many bytes may be unacknowledged per peer, 1 KiB to 1 GiB
 * @param initialTimeout after how long an unacknowledged message is sent again while no round trip has been measured, above zero
 * @param minTimeout the floor of the measured time-out, above {@code acknowledgementDelay}; the 1 s of RFC 6298 is too slow for a
 *     data centre
 * @param maxTimeout the ceiling of the time-out as it backs off, at least {@code minTimeout} and {@code initialTimeout}, at most
 *     an hour
 * @param acknowledgementDelay how long an acknowledgement may wait for a message to ride on, zero or more
 * @param giveUpAfter after how long without any acknowledgement, while something is open, a peer is given up; above zero, at most a
 *     year; empty: never. A peer that says that it has paused delivery is not given up
 */
public record ReliableConfig(
        int window,
        int windowBytes,
        Duration initialTimeout,
        Duration minTimeout,
        Duration maxTimeout,
        Duration acknowledgementDelay,
        Optional<Duration> giveUpAfter) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(365);

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ReliableConfig {
        Objects.requireNonNull(giveUpAfter, "giveUpAfter");
        if (window < 1 || window > 1 << 16 || Integer.bitCount(window) != 1) {
            throw new IllegalArgumentException("window: must be a power of two from 1 to 65536, but was " + window);
        }
        if (windowBytes < 1 << 10 || windowBytes > 1 << 30) {
            throw new IllegalArgumentException("windowBytes: must be 1024 to 1073741824, but was " + windowBytes);
        }
        requireAtMost("initialTimeout", LONGEST, initialTimeout);
        requireAtMost("minTimeout", LONGEST, minTimeout);
        requireAtMost("maxTimeout", LONGEST, maxTimeout);
        requireAtMost("acknowledgementDelay", LONGEST, acknowledgementDelay);
        giveUpAfter.ifPresent(time -> requireAtMost("giveUpAfter", LONGEST_PATIENCE, time));
        requireAbove("initialTimeout", Duration.ZERO, initialTimeout);
        if (acknowledgementDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "acknowledgementDelay: must be zero or more, but was " + acknowledgementDelay);
        }
        requireAbove("minTimeout", acknowledgementDelay, minTimeout);
        if (maxTimeout.compareTo(minTimeout) < 0 || maxTimeout.compareTo(initialTimeout) < 0) {
            throw new IllegalArgumentException("maxTimeout: must be at least minTimeout " + minTimeout
                    + " and initialTimeout " + initialTimeout + ", but was " + maxTimeout);
        }
        giveUpAfter.ifPresent(time -> requireAbove("giveUpAfter", Duration.ZERO, time));
    }

    /**
     * Settings for a data centre: 4,096 messages and 4 MiB per peer, a first time-out of 200 ms, then 20 ms to 5 s as measured,
     * acknowledgements within 5 ms, never giving up.
     *
     * @return the settings
     */
    public static ReliableConfig defaults() {
        return builder().build();
    }

    /**
     * The defaults, to change some.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireAtMost(String field, Duration bound, Duration value) {
        if (value.compareTo(bound) > 0) {
            throw new IllegalArgumentException(field + ": must be at most " + bound + ", but was " + value);
        }
    }

    private static void requireAbove(String field, Duration bound, Duration value) {
        if (value.compareTo(bound) <= 0) {
            throw new IllegalArgumentException(field + ": must be above " + bound + ", but was " + value);
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private int window = 4096;
        private int windowBytes = 4 << 20;
        private Duration initialTimeout = Duration.ofMillis(200);
        private Duration minTimeout = Duration.ofMillis(20);
        private Duration maxTimeout = Duration.ofSeconds(5);
        private Duration acknowledgementDelay = Duration.ofMillis(5);
        private Optional<Duration> giveUpAfter = Optional.empty();

        private Builder() {}

        /**
         * How many messages may be unacknowledged per peer.
         *
         * @param messages a power of two from 1 to 65,536; default 4,096
         * @return this
         */
        public Builder window(int messages) {
            this.window = messages;
            return this;
        }

        /**
         * How many bytes may be unacknowledged per peer.
         *
         * @param bytes 1 KiB to 1 GiB; default 4 MiB
         * @return this
         */
        public Builder windowBytes(int bytes) {
            this.windowBytes = bytes;
            return this;
        }

        /**
         * The time-out while no round trip has been measured.
         *
         * @param timeout above zero; default 200 ms
         * @return this
         */
        public Builder initialTimeout(Duration timeout) {
            this.initialTimeout = timeout;
            return this;
        }

        /**
         * The floor of the measured time-out.
         *
         * @param timeout above the acknowledgement delay; default 20 ms
         * @return this
         */
        public Builder minTimeout(Duration timeout) {
            this.minTimeout = timeout;
            return this;
        }

        /**
         * The ceiling of the time-out as it backs off.
         *
         * @param timeout at least the other two; default 5 s
         * @return this
         */
        public Builder maxTimeout(Duration timeout) {
            this.maxTimeout = timeout;
            return this;
        }

        /**
         * How long an acknowledgement may wait for a message to ride on.
         *
         * @param delay zero or more; default 5 ms
         * @return this
         */
        public Builder acknowledgementDelay(Duration delay) {
            this.acknowledgementDelay = delay;
            return this;
        }

        /**
         * Gives a peer up that has acknowledged nothing for so long, though something was sent to it.
         *
         * @param time above zero; default never
         * @return this
         */
        public Builder giveUpAfter(Duration time) {
            this.giveUpAfter = Optional.of(time);
            return this;
        }

        /**
         * The settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if one is out of range
         */
        public ReliableConfig build() {
            return new ReliableConfig(
                    window, windowBytes, initialTimeout, minTimeout, maxTimeout, acknowledgementDelay, giveUpAfter);
        }
    }
}
