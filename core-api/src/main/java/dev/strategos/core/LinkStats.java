package dev.strategos.core;

/**
 * What went over one lane since the link was built. A layer counts what it sees: what it does not know is 0.
 *
 * @param sent messages accepted from the layer above
 * @param delivered messages handed to the layer above
 * @param refused offers that found no room
 * @param dropped messages given up on the way in or out; the trace has the reasons
 * @param duplicates messages that arrived again and were not delivered again
 * @param retransmits messages sent once more
 * @param inFlight messages sent and not yet acknowledged
 */
public record LinkStats(
        long sent, long delivered, long refused, long dropped, long duplicates, long retransmits, int inFlight) {}
