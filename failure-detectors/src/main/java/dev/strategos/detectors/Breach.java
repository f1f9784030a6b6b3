package dev.strategos.detectors;

/**
 * Tells a broken contract from bad luck: it is looked at after each mistake, so that what happens once in twenty times would soon be
 * found somewhere.
 */
final class Breach {

    /** The chance of as many mistakes on a network that keeps the contract, below which they are no chance. */
    private static final double LUCK = 1e-4;

    /** How many standard errors a mean duration has to be off, and of how many mistakes at least. */
    private static final double ERRORS = 4.5;

    private static final int ENOUGH = 5;

    private Breach() {}

    /** Which figure breaks what; empty if the contract may well be kept. */
    static String of(DetectionContract contract, Quality measured) {
        long mistakes = measured.mistakeRate().samples();
        double watched = mistakes / measured.mistakeRate().mean();
        double allowed = watched / contract.recurrence().toSeconds();
        if (mistakes > allowed && atLeast(mistakes, allowed) < LUCK) {
            return mistakes + " mistakes in " + watched + " s, and they should be " + contract.recurrence() + " apart";
        }
        Estimate duration = measured.duration();
        if (duration.samples() >= ENOUGH
                && duration.mean() - ERRORS * duration.standardError()
                        > contract.duration().toNanos() / 1e9) {
            return "mistakes last " + duration.mean() + " s, and " + contract.duration() + " is the most";
        }
        return "";
    }

    /** The probability of at least so many events where a Poisson distribution expects fewer. */
    static double atLeast(long events, double expected) {
        double logarithm = -expected;
        for (long i = 1; i <= events; i++) {
            logarithm += StrictMath.log(expected / i);
        }
        double term = StrictMath.exp(logarithm);
        double sum = 0;
        for (long i = events; term > sum * 1e-12; ) {
            sum += term;
            i++;
            term *= expected / i;
        }
        return sum;
    }
}
