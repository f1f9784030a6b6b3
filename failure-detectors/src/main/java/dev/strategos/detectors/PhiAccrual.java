package dev.strategos.detectors;

import java.time.Duration;

/**
 * The φ accrual failure detector (Hayashibara, Défago, Yared, Katayama, SRDS 2004): a peer is suspected when φ(t) = −log₁₀(1 − F(t))
 * reaches a threshold, where F is the normal distribution with mean and deviation of the last gaps between signs of life. φ = 8 means
 * that a live peer would be that silent once in 10⁸ times, if gaps were normally distributed, which they are not.
 *
 * <p>The tail is exact. A gap counts as the mean plus or minus four deviations at most, or plus the interval where that is more; beyond n
 * gaps the oldest are forgotten gradually.
 *
 * <p>Immutable, for any thread.
 *
 * @param threshold the φ at which a peer is suspected, above 0, at most 1,000
 * @param minDeviation the least standard deviation that is calculated with, above zero: regular heartbeats would have none
 * @param window n, how many gaps count, 2 to 1,000,000
 */
public record PhiAccrual(double threshold, Duration minDeviation, int window) implements Estimation {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public PhiAccrual {
        Require.within("threshold", Double.MIN_NORMAL, 1_000, threshold);
        Require.aboveZero("minDeviation", minDeviation);
        Require.within("window", 2, 1_000_000, window);
    }

    /**
     * A window of 200 gaps and deviations of at least 50 ms.
     *
     * @param threshold the φ at which a peer is suspected, above 0, at most 1,000; 8 is usual
     * @return the estimation
     */
    public static PhiAccrual of(double threshold) {
        return new PhiAccrual(threshold, Duration.ofMillis(50), 200);
    }

    /**
     * φ of a deviation: −log₁₀ of the probability that a normally distributed variable is above its mean by that many standard
     * deviations.
     *
     * @param deviations how many, negative ones too
     * @return zero or more; finite for whatever silence a clock can tell
     */
    public static double phi(double deviations) {
        return NormalTail.phi(deviations);
    }

    @Override
    public Estimator begin(Duration interval) {
        return new PhiEstimator(NormalTail.deviationsAt(threshold), minDeviation.toNanos(), window, interval.toNanos());
    }
}
