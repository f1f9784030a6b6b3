package dev.strategos.examples.twogenerals;

import java.util.Locale;

/** When the first general attacks; the second attacks whenever it has heard of the plan. */
enum Rule {
    /** In any case. It fails where all messengers with the plan are captured. */
    BOLD("general-1 attacks in any case"),
    /** Once the second general has answered. It fails where the plan arrives, and all messengers with the answer are captured. */
    CAUTIOUS("general-1 attacks once general-2 has answered");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The name that a program reads. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The probability that exactly one of them attacks, as a decimal logarithm: 1−P^K is exactly 1 in a double from K = 17 on at P = 0.1, its
     * complement's logarithm is not 0 for any K.
     */
    double log10OfFailure(double loss, int messengers) {
        double allCaptured = messengers * StrictMath.log10(loss);
        if (this == BOLD) {
            return allCaptured;
        }
        double someArrive = StrictMath.log1p(-StrictMath.pow(10, allCaptured)) / StrictMath.log(10);
        return someArrive + allCaptured;
    }
}
