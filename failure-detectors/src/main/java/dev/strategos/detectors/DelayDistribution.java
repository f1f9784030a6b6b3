package dev.strategos.detectors;

import java.time.Duration;

/**
 * How long messages are on their way, where that is known. Implementations are immutable, for any thread.
 */
@FunctionalInterface
public interface DelayDistribution {

    /**
     * The probability that a message which is not lost takes longer.
     *
     * @param seconds a time; negative ones too, for which the answer is 1
     * @return 0 to 1, falling as the time grows
     */
    double probabilityAbove(double seconds);

    /**
     * An exponential distribution.
     *
     * @param mean above zero
     * @return the distribution
     * @throws IllegalArgumentException if the mean is out of range
     */
    static DelayDistribution exponential(Duration mean) {
        Require.aboveZero("mean", mean);
        double scale = mean.toNanos() / 1e9;
        return seconds -> seconds <= 0 ? 1 : StrictMath.exp(-seconds / scale);
    }
}
