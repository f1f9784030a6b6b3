package dev.strategos.detectors;

import java.time.Duration;

/**
 * A peer is suspected when it was silent for a time that grows by a step with each mistake (Chandra, Toueg, <i>Unreliable failure
 * detectors for reliable distributed systems</i>, JACM 43(2), 1996, section 6, figure 10).
 *
 * <p>Immutable, for any thread.
 *
 * @param initial how long a silence may be at first, above zero
 * @param step by how much it grows with each mistake, above zero
 */
public record GrowingTimeout(Duration initial, Duration step) implements Estimation {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public GrowingTimeout {
        Require.aboveZero("initial", initial);
        Require.aboveZero("step", step);
    }

    @Override
    public Estimator begin(Duration interval) {
        return new SilenceEstimator(initial.toNanos(), step.toNanos());
    }
}
