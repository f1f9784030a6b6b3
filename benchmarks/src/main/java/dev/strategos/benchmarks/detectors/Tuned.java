package dev.strategos.benchmarks.detectors;

/**
 * A setting whose patience makes detection take as long as it may.
 *
 * @param setting all parameters but the patience
 * @param patience in seconds
 * @param detection the mean detection time in seconds
 * @param feasible whether that is within what is allowed; if not, the patience is zero
 */
record Tuned(Setting setting, double patience, double detection, boolean feasible) {}
