package dev.strategos.examples.twogenerals;

/**
 * What is played.
 *
 * @param loss the probability that a messenger is captured, between 0 and 1
 * @param messengers how many carry the same message, 1 to 1,000
 * @param runs how many nights, at least 1
 * @param seed where chance comes from
 */
record Night(double loss, int messengers, int runs, long seed) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    Night {
        if (!(loss > 0 && loss < 1)) {
            throw new IllegalArgumentException("--loss: must be above 0 and below 1, but was " + loss
                    + "; certainty, either way, is not the generals' lot");
        }
        if (messengers < 1 || messengers > 1_000) {
            throw new IllegalArgumentException("--messengers: must be 1 to 1000, but was " + messengers);
        }
        if (runs < 1 || runs > 10_000_000) {
            throw new IllegalArgumentException("--runs: must be 1 to 10000000, but was " + runs);
        }
    }
}
