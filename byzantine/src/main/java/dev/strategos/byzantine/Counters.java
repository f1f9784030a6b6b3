package dev.strategos.byzantine;

/**
 * What agreement cost one general: a snapshot.
 *
 * <p>Without faults, over all n generals: OM(m) hands (n−1) + m(n−1)(n−2) messages to the link, which carry the Σ (n−1)!/(n−1−k)! of
 * the paper, k from 1 to m+1; SM(m) with m ≥ 1 hands over (n−1)², makes n signatures and verifies n−1; with kings it is {@link
 * KingAlgorithm#messages}.
 *
 * @param logicalMessages as the paper counts: one per path and recipient; with kings, a lock and a word in one message are two
 * @param physicalMessages handed to the link: one per recipient and round in OM and with kings, one per order and recipient in SM
 * @param bytes the length of the physical messages, without what links and transport add
 * @param signatures signatures made
 * @param verifications signatures verified, good or bad
 * @param rounds rounds that closed; in OM and SM m+1 per agreement for a lieutenant, none for the commander
 */
public record Counters(
        long logicalMessages, long physicalMessages, long bytes, long signatures, long verifications, long rounds) {

    /** Nothing counted yet. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @param other what another general, or another agreement, counted
     * @return the sums
     */
    public Counters plus(Counters other) {
        return new Counters(
                logicalMessages + other.logicalMessages,
                physicalMessages + other.physicalMessages,
                bytes + other.bytes,
                signatures + other.signatures,
                verifications + other.verifications,
                rounds + other.rounds);
    }
}
