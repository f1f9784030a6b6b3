package dev.strategos.benchmarks.stall;

/**
 * How long pings of one round took to and fro.
 *
 * @param count how many
 * @param p50 half of them took at most so many microseconds
 * @param p99 99 % of them
 * @param p999 99.9 % of them
 */
record PingTimes(long count, double p50, double p99, double p999) {}
