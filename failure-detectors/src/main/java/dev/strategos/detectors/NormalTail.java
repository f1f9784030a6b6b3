package dev.strategos.detectors;

/**
 * φ of the accrual detector: −log₁₀ of the standard normal distribution's upper tail Q(y), exact where the logistic approximation in
 * use elsewhere gives 7.30 for 6.54 (y = 5), 37.6 for 23.1 (y = 10) and infinity from y = 22 on.
 *
 * <p>Three ranges: a power series of Φ in the middle, a continued fraction for the tail, and the tail's asymptotic series in logarithms
 * beyond {@value #FAR}, where the tail itself would soon be below the least double.
 */
final class NormalTail {

    private static final double LN_10 = StrictMath.log(10);
    private static final double LN_ROOT_2_PI = 0.5 * StrictMath.log(2 * Math.PI);
    private static final double ROOT_2_PI = StrictMath.sqrt(2 * Math.PI);
    private static final double NEAR = 2;
    private static final double FAR = 12;

    private NormalTail() {}

    /**
     * −log₁₀ Q(y).
     *
     * @param y how many standard deviations above the mean
     * @return zero or more, strictly growing as far as a double can tell; finite for all finite y up to 1e150
     */
    static double phi(double y) {
        if (y >= FAR) {
            return (0.5 * y * y + StrictMath.log(y) + LN_ROOT_2_PI - StrictMath.log(asymptoticSeries(y))) / LN_10;
        }
        if (y > 0) {
            return -StrictMath.log(upperTail(y)) / LN_10;
        }
        return -StrictMath.log1p(-upperTail(-y)) / LN_10;
    }

    /**
     * The least y with φ(y) at or above a threshold.
     *
     * @param phi above zero
     * @return y
     */
    static double deviationsAt(double phi) {
        double low = -40;
        double high = StrictMath.sqrt(2 * LN_10 * phi) + 1;
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (phi(middle) < phi) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Q(y) for y ≥ 0. */
    static double upperTail(double y) {
        if (y < NEAR) {
            return 0.5 - density(y) * powerSeries(y);
        }
        return y < FAR ? density(y) / continuedFraction(y) : density(y) / y * asymptoticSeries(y);
    }

    private static double density(double y) {
        return StrictMath.exp(-0.5 * y * y) / ROOT_2_PI;
    }

    /** y + y³/3 + y⁵/(3·5) + …, so that Φ(y) = ½ + density · series; all terms are positive. */
    private static double powerSeries(double y) {
        double term = y;
        double sum = y;
        for (int k = 3; term > sum * 1e-18; k += 2) {
            term *= y * y / k;
            sum += term;
        }
        return sum;
    }

    /** y + 1/(y + 2/(y + 3/(y + …))), from the inside; enough levels for a double from {@value #NEAR} on. */
    private static double continuedFraction(double y) {
        double fraction = y;
        for (int k = 160; k >= 1; k--) {
            fraction = y + k / fraction;
        }
        return fraction;
    }

    /** 1 − 1/y² + 3/y⁴ − 15/y⁶ + …, as long as its terms shrink. */
    private static double asymptoticSeries(double y) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < y * y / 2 && Math.abs(term) > 1e-18; k++) {
            term *= -(2 * k - 1) / (y * y);
            sum += term;
        }
        return sum;
    }
}
