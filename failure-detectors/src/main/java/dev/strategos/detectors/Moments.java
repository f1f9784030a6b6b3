package dev.strategos.detectors;

/**
 * Mean and variance in one pass (Welford, <i>Note on a method for calculating corrected sums of squares and products</i>, 1962), which
 * forgets: after a window of samples each new one counts as one in that many. No sum of squares grows, and no sample is kept.
 */
final class Moments {

    private final int window;
    private int count;
    private double mean;
    private double variance;

    Moments(int window) {
        this.window = window;
    }

    void add(double sample) {
        if (count < window) {
            count++;
        }
        double weight = 1.0 / count;
        double off = sample - mean;
        mean += weight * off;
        variance = (1 - weight) * (variance + weight * off * off);
    }

    void clear() {
        count = 0;
        mean = 0;
        variance = 0;
    }

    /** At most the window. */
    int count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Of the samples themselves, not of the population that they come from. */
    double variance() {
        return variance;
    }

    double deviation() {
        return StrictMath.sqrt(variance);
    }
}
