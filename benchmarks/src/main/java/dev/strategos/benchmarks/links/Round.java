package dev.strategos.benchmarks.links;

/**
 * One measured round in one direction.
 *
 * @param perSecond messages
 * @param cpuNanos for each message, at both ends
 * @param allocatedBytes for each message, at both ends
 * @param lost messages
 * @param outOfOrder messages
 */
record Round(double perSecond, double cpuNanos, double allocatedBytes, long lost, long outOfOrder) {

    static Round of(Received received, Usage usage) {
        double messages = Math.max(1, received.messages());
        return new Round(
                received.messages() * 1e9 / Math.max(1, received.nanos()),
                usage.cpuNanos() / messages,
                usage.allocatedBytes() / messages,
                received.lost(),
                received.outOfOrder());
    }
}
