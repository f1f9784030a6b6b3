package dev.strategos.benchmarks.detectors;

import java.util.SplittableRandom;

/**
 * What the network and the watched node do to frames of all kinds, both ways: heartbeats, questions and answers alike.
 *
 * <p>Delays are log-normal, and one frame in a hundred is lost. Bursts come once a minute on average, last 300 ms on average, and lose
 * nine frames of ten. Stalls come once a minute on average: the watched node stands still for 0.2 to 1.8 s; a heartbeat that was due goes
 * out when it is over, and so do answers.
 *
 * @param stalls whether the watched node stands still now and then
 * @param bursts whether losses come in bursts too
 * @param intervalNanos η, nanoseconds between heartbeats
 */
record Conditions(boolean stalls, boolean bursts, long intervalNanos) {

    private static final double SECOND = 1e9;
    private static final double LOSS = 0.01;
    private static final double LOSS_IN_BURST = 0.9;
    private static final double MEDIAN_DELAY = 0.02 * SECOND;
    private static final double SIGMA = 0.5;
    private static final double MEAN_GAP = 60 * SECOND;
    private static final double MEAN_BURST = 0.3 * SECOND;
    private static final double SHORTEST_STALL = 0.2 * SECOND;
    private static final double LONGEST_STALL = 1.8 * SECOND;

    /** The delay on average. */
    static double meanDelay() {
        return MEDIAN_DELAY * Math.exp(SIGMA * SIGMA / 2);
    }

    String label() {
        if (stalls) {
            return bursts ? "stalls, bursts" : "stalls";
        }
        return bursts ? "bursts" : "plain";
    }

    double intervalSeconds() {
        return intervalNanos / SECOND;
    }

    /** When the watched node stands still. */
    Windows stalls(SplittableRandom random) {
        return stalls
                ? new Windows(random, MEAN_GAP, chance -> chance.nextDouble(SHORTEST_STALL, LONGEST_STALL))
                : Windows.none();
    }

    /** When losses come in a burst. */
    Windows bursts(SplittableRandom random) {
        return bursts
                ? new Windows(random, MEAN_GAP, chance -> Windows.exponential(chance, MEAN_BURST))
                : Windows.none();
    }

    /** How long a frame takes, or −1 if it is lost. Draws as much from the source for either. */
    static long fate(SplittableRandom random, boolean inBurst) {
        double chance = random.nextDouble();
        long delay = (long) (MEDIAN_DELAY * Math.exp(SIGMA * random.nextGaussian()));
        return chance < (inBurst ? LOSS_IN_BURST : LOSS) ? -1 : delay;
    }
}
