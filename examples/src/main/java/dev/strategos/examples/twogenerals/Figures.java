package dev.strategos.examples.twogenerals;

import java.util.Locale;

/** Probabilities as text, also where a double would say 0 or 1. */
final class Figures {

    private Figures() {}

    /** Such as {@code 5.9e-21}, from the decimal logarithm. */
    static String probability(double log10) {
        double exponent = StrictMath.floor(log10);
        double mantissa = StrictMath.pow(10, log10 - exponent);
        String digits = String.format(Locale.ROOT, "%.1f", mantissa);
        if (digits.equals("10.0")) {
            digits = "1.0";
            exponent++;
        }
        return digits + "e" + (long) exponent;
    }

    /** Such as {@code 99.999…% (5 nines)}, for the complement of a probability of failure. */
    static String confidence(double log10OfFailure) {
        int nines = (int) StrictMath.floor(-log10OfFailure + 1e-12);
        if (nines < 3) {
            double percent = 100 * (1 - StrictMath.pow(10, log10OfFailure));
            return String.format(Locale.ROOT, "%.3f %%", percent);
        }
        return "99." + "9".repeat(Math.min(nines - 2, 6)) + "… % (" + nines + " nines)";
    }
}
