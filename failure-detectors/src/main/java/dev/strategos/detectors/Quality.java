package dev.strategos.detectors;

/**
 * The quality of service that a detector had, in the terms of Chen, Toueg and Aguilera (IEEE Transactions on Computers 51(5), 2002). Times
 * are in seconds. Immutable, for any thread.
 *
 * @param detection T<sub>D</sub>, from a crash to its suspicion; of the crashes that the meter was told of
 * @param recurrence T<sub>MR</sub>, from the beginning of one mistake to that of the next about the same peer
 * @param duration T<sub>M</sub>, how long mistakes lasted
 * @param mistakeRate λ<sub>M</sub>, mistakes per second of watching one live peer
 * @param accuracy P<sub>A</sub>, the share of the time in which live peers were trusted
 */
public record Quality(
        Estimate detection, Estimate recurrence, Estimate duration, Estimate mistakeRate, Estimate accuracy) {

    /**
     * The accuracy as nines: 3 for 99.9 %.
     *
     * @return −log₁₀(1 − P<sub>A</sub>); infinite if there was no mistake, not a number if nothing was watched
     */
    public double nines() {
        return -StrictMath.log10(1 - accuracy.mean());
    }
}
