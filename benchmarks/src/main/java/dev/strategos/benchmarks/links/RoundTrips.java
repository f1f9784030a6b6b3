package dev.strategos.benchmarks.links;

/**
 * What the pinging end saw.
 *
 * @param count how many
 * @param p50 half of them took at most so many nanoseconds
 * @param p99 99 % of them
 * @param p999 99.9 % of them
 */
record RoundTrips(long count, long p50, long p99, long p999) {}
