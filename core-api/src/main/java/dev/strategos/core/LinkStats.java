package dev.strategos.core;

import java.time.Duration;
import java.util.Optional;

/**
 * What went over one lane since the link was built. A layer counts what it sees: what it does not know is 0, or empty.
 *
 * @param sent messages accepted from the layer above
 * @param delivered messages handed to the layer above
 * @param refused offers that found no room
 * @param dropped messages given up on the way in or out; the trace has the reasons
 * @param duplicates messages that arrived again and were not delivered again
 * @param retransmits messages sent once more
 * @param spurious how many of {@code retransmits} the peer said to have had already: they were not needed
 * @param inFlight messages of the window in use: sent and not yet acknowledged, or behind such a one
 * @param inFlightBytes bytes of the window in use
 * @param roundTrip the smoothed round trip, acknowledgement delay included; empty while none was measured
 */
public record LinkStats(
        long sent,
        long delivered,
        long refused,
        long dropped,
        long duplicates,
        long retransmits,
        long spurious,
        int inFlight,
        long inFlightBytes,
        Optional<Duration> roundTrip) {

    /**
     * The figures of a layer that sends each message once and forgets it.
     *
     * @param sent messages accepted from the layer above
     * @param delivered messages handed to the layer above
     * @param refused offers that found no room
     * @param dropped messages given up on the way in or out
     * @return these, and nothing of what such a layer does not know
     */
    public static LinkStats of(long sent, long delivered, long refused, long dropped) {
        return new LinkStats(sent, delivered, refused, dropped, 0, 0, 0, 0, 0, Optional.empty());
    }

    /**
     * The figures of a layer on this one: its own counts, and what only this one knows.
     *
     * @param newSent messages accepted from the layer above
     * @param newDelivered messages handed to the layer above
     * @param newRefused offers that found no room
     * @param newDropped messages given up on the way in or out
     * @return the figures of the layer above
     */
    public LinkStats withCounts(long newSent, long newDelivered, long newRefused, long newDropped) {
        return new LinkStats(
                newSent,
                newDelivered,
                newRefused,
                newDropped,
                duplicates,
                retransmits,
                spurious,
                inFlight,
                inFlightBytes,
                roundTrip);
    }
}
