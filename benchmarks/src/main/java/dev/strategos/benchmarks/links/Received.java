package dev.strategos.benchmarks.links;

/**
 * What the receiver saw of a round.
 *
 * @param messages how many arrived, the end's not counted
 * @param lost how many of those sent did not; negative where some came twice
 * @param outOfOrder how many were not the successor of the one before
 * @param nanos from the first message to the end's
 * @param usage of the receiver's process
 */
record Received(long messages, long lost, long outOfOrder, long nanos, Usage usage) {}
