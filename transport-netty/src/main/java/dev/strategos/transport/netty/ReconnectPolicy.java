package dev.strategos.transport.netty;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a node waits between two attempts to connect: exponentially longer, up to a limit, for ever.
 *
 * <p>The k-th wait is {@code min(initial · multiplierᵏ⁻¹, max) · (1 + jitter · u)}, with u drawn evenly from −1 to 1, so that
 * nodes that lost a peer together do not come back together. It begins anew after each connection that came up. Immutable, for any
 * thread.
 *
 * @param initial the first wait; 1 ms to {@code max}
 * @param max the longest wait before jitter; at most a day
 * @param multiplier by which each wait exceeds the one before; at least 1
 * @param jitter the part of a wait that is left to chance; 0 to below 1
 */
public record ReconnectPolicy(Duration initial, Duration max, double multiplier, double jitter) {

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ReconnectPolicy {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(max, "max");
        if (max.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("max: must be at most " + DAY + ", but was " + max);
        }
        if (initial.toMillis() < 1 || initial.compareTo(max) > 0) {
            throw new IllegalArgumentException("initial: must be 1 ms to max (" + max + "), but was " + initial);
        }
        if (!(multiplier >= 1 && multiplier <= 1000)) {
            throw new IllegalArgumentException("multiplier: must be 1 to 1000, but was " + multiplier);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter: must be at least 0 and below 1, but was " + jitter);
        }
    }

    /**
     * From 50 ms to 5 s, doubling, with a jitter of a fifth.
     *
     * @return the policy
     */
    public static ReconnectPolicy defaults() {
        return new ReconnectPolicy(Duration.ofMillis(50), Duration.ofSeconds(5), 2, 0.2);
    }
}
