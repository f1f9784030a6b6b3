package dev.strategos.detectors;

import java.time.Duration;

/**
 * A peer is suspected when it was silent for a fixed time.
 *
 * <p>Immutable, for any thread.
 *
 * @param timeout how long a silence may be, above zero; more than the interval, or every peer is suspected between two heartbeats
 */
public record FixedTimeout(Duration timeout) implements Estimation {

    /**
     * Checks the time-out.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public FixedTimeout {
        Require.aboveZero("timeout", timeout);
    }

    @Override
    public Estimator begin(Duration interval) {
        return new SilenceEstimator(timeout.toNanos(), 0);
    }
}
