package dev.strategos.benchmarks.detectors;

/**
 * The settings of Pekko's and Hazelcast's φ detectors.
 *
 * @param threshold the φ from which a node is suspected
 * @param samples how many gaps count
 * @param minDeviationMillis the least standard deviation, at least 1
 * @param pauseMillis what is added to the mean gap, zero or more
 */
record PhiSettings(double threshold, int samples, long minDeviationMillis, long pauseMillis) {}
