package dev.strategos.benchmarks.detectors;

/**
 * How much is measured.
 *
 * @param crashes in how many runs the watched node crashes, for the mean detection time of a setting
 * @param warmUp heartbeats before a crash, and before mistakes count
 * @param firstBeats heartbeats by which all settings of a detector are compared
 * @param secondBeats heartbeats at most by which the best of these are compared
 * @param finalBeats heartbeats at most that the best one is measured on
 * @param rounds in which CPU time is measured
 */
record Plan(int crashes, int warmUp, long firstBeats, long secondBeats, long finalBeats, int rounds) {

    static Plan quick() {
        return new Plan(50, 1_000, 50_000, 500_000, 2_000_000, 3);
    }

    static Plan full() {
        return new Plan(150, 1_000, 500_000, 10_000_000, 50_000_000, 7);
    }
}
