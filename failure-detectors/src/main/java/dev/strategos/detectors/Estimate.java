package dev.strategos.detectors;

/**
 * A mean with its standard error. Immutable, for any thread.
 *
 * @param mean of the samples; not a number if there is none
 * @param standardError of the mean; not a number with less than two samples
 * @param samples how many there were
 */
public record Estimate(double mean, double standardError, long samples) {

    /** The 97.5 % point of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The lower end of the 95 % confidence interval.
     *
     * @return the mean less so many standard errors as Student's distribution says; not a number with less than two samples
     */
    public double low() {
        return mean - student() * standardError;
    }

    /**
     * The upper end of the 95 % confidence interval.
     *
     * @return the mean and so many standard errors as Student's distribution says; not a number with less than two samples
     */
    public double high() {
        return mean + student() * standardError;
    }

    /** Student's 97.5 % point by the expansion of Cornish and Fisher (Abramowitz, Stegun 26.7.5); for one or two degrees exactly. */
    private double student() {
        long degrees = samples - 1;
        if (degrees <= 1) {
            return 12.706204736;
        }
        if (degrees == 2) {
            return 4.302652730;
        }
        double z2 = Z * Z;
        double first = Z * (z2 + 1) / 4;
        double second = Z * (5 * z2 * z2 + 16 * z2 + 3) / 96;
        double third = Z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / 384;
        double n = degrees;
        return Z + first / n + second / (n * n) + third / (n * n * n);
    }
}
