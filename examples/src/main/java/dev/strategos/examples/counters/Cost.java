package dev.strategos.examples.counters;

import dev.strategos.byzantine.Counters;

/**
 * What a run without faults costs all generals together.
 *
 * @param messages handed to the link
 * @param reports what the messages carry, as OM counts: one per path and recipient
 * @param signatures made
 * @param verifications made
 */
record Cost(long messages, long reports, long signatures, long verifications) {

    static Cost of(Counters counters) {
        return new Cost(
                counters.physicalMessages(),
                counters.logicalMessages(),
                counters.signatures(),
                counters.verifications());
    }
}
