package dev.strategos.links;

import java.util.function.LongConsumer;

/**
 * Which messages of a session are lost, told from what has arrived instead: a transmission is lost if a later one has arrived, and a round
 * trip and the time in which messages may overtake each other have passed since (RACK, RFC 8985, section 6.2).
 *
 * <p>It judges transmissions, not messages, so that the loss of a message that was sent again is noticed as fast as that of one sent once.
 * The time allowed for overtaking is a quarter of the shortest round trip; it grows by that, up to the smoothed round trip, with each
 * round trip in which the peer said that something was sent again without need, and falls back after sixteen recoveries.
 */
final class LossDetection {

    /** What {@link #find} returns if nothing is suspected. */
    static final long NOTHING = Long.MAX_VALUE;

    private static final int PERSISTENCE = 16;
    private static final int MAX_STEPS = 1 << 10;

    private final RetransmissionTimeout timeout;
    /** The latest transmission that has arrived, by its number. */
    private long latestArrived;

    private int steps = 1;
    private int recoveriesLeft;
    private long steppedAt = Long.MIN_VALUE / 2;

    LossDetection(RetransmissionTimeout timeout) {
        this.timeout = timeout;
    }

    /** A session begins: nothing of it has arrived. */
    void begin() {
        latestArrived = 0;
    }

    /** A message is acknowledged for the first time. */
    void arrived(SendWindow window, long sequence, long now) {
        long transmission = window.transmission(sequence);
        if (transmission > latestArrived && isTheOneThatArrived(window, sequence, now)) {
            latestArrived = transmission;
        }
    }

    /** Sooner after the last transmission than any round trip, it is an earlier one that arrived. */
    private boolean isTheOneThatArrived(SendWindow window, long sequence, long now) {
        return window.transmissions(sequence) == 1 || now - window.sentAt(sequence) >= timeout.shortestRoundTripNanos();
    }

    /** The peer has said that something was sent again without need: more time is to pass before something is taken to be lost. */
    void needless(long now) {
        if (now - steppedAt >= timeout.roundTripNanos()) {
            steppedAt = now;
            steps = Math.min(steps + 1, MAX_STEPS);
            recoveriesLeft = PERSISTENCE;
        }
    }

    /**
     * Looks for what is lost.
     *
     * @param end the first message that has not been sent
     * @param lost told of each message that is lost; sends it again, or cannot just now
     * @return in how many nanoseconds to look again, as something may be lost that is too young to be sure of; or {@link #NOTHING}
     */
    long find(SendWindow window, long end, long now, LongConsumer lost) {
        long patience = timeout.roundTripNanos() + reorderingNanos();
        long youngest = NOTHING;
        boolean found = false;
        for (long sequence = window.base(); sequence - end < 0; sequence++) {
            if (window.isAcknowledged(sequence)) {
                continue;
            }
            if (window.transmission(sequence) > latestArrived) {
                if (window.transmissions(sequence) == 1) {
                    // All after it were sent later still.
                    break;
                }
                continue;
            }
            long left = patience - (now - window.sentAt(sequence));
            if (left <= 0) {
                found = true;
                lost.accept(sequence);
            } else {
                youngest = Math.min(youngest, left);
            }
        }
        if (found && --recoveriesLeft == 0) {
            steps = 1;
        }
        return youngest;
    }

    private long reorderingNanos() {
        long roundTrip = timeout.roundTripNanos();
        return Math.min(roundTrip, steps * (Math.min(roundTrip, timeout.shortestRoundTripNanos()) / 4));
    }
}
