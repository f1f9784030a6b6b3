package dev.strategos.links;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * When to send again: the retransmission time-out of RFC 6298, section 2, with a configured floor, and Karn's rule left to the caller,
 * who samples no message that was sent twice.
 */
final class RetransmissionTimeout {

    private static final int MAX_DOUBLINGS = 30;
    /** 1, 2, 4, …: RFC 6298 (5.5), "back off the timer". */
    private static final IntervalFunction DOUBLING =
            IntervalFunction.ofExponentialBackoff(1L, 2.0, 1L << MAX_DOUBLINGS);
    /** By the number of expiries: the function computes each from the first on, which is too slow to ask for every acknowledgement. */
    private static final long[] FACTORS = LongStream.rangeClosed(1, MAX_DOUBLINGS + 1)
            .map(attempt -> DOUBLING.apply((int) attempt))
            .toArray();

    private final long initial;
    private final long min;
    private final long max;
    private long smoothed;
    private long variation;
    private long shortest = Long.MAX_VALUE;
    private boolean measured;
    private int expiries;

    RetransmissionTimeout(ReliableConfig config) {
        this.initial = config.initialTimeout().toNanos();
        this.min = config.minTimeout().toNanos();
        this.max = config.maxTimeout().toNanos();
    }

    /** Takes a measured round trip, RFC 6298 (2.2) and (2.3), which also ends a back-off. */
    void sample(long roundTripNanos) {
        expiries = 0;
        shortest = Math.min(shortest, roundTripNanos);
        if (!measured) {
            measured = true;
            smoothed = roundTripNanos;
            variation = roundTripNanos / 2;
        } else {
            variation = (3 * variation + Math.abs(smoothed - roundTripNanos)) / 4;
            smoothed = (7 * smoothed + roundTripNanos) / 8;
        }
    }

    /** The timer ran out: the time-out doubles, until a fresh sample. */
    void expired() {
        expiries = Math.min(expiries + 1, MAX_DOUBLINGS);
    }

    /** The peer came back: what was learned while it was away says nothing. */
    void resetBackoff() {
        expiries = 0;
    }

    /** The smoothed round trip; empty while nothing has been measured. */
    Optional<Duration> roundTrip() {
        return measured ? Optional.of(Duration.ofNanos(smoothed)) : Optional.empty();
    }

    /** The shortest round trip of all; beyond all bounds while nothing has been measured. */
    long shortestRoundTripNanos() {
        return shortest;
    }

    /** The smoothed round trip, or the first time-out while nothing has been measured. */
    long roundTripNanos() {
        return measured ? smoothed : initial;
    }

    Duration current() {
        return Duration.ofNanos(nanos());
    }

    private long nanos() {
        long base = measured ? Math.max(min, smoothed + 4 * variation) : initial;
        long factor = FACTORS[expiries];
        return base >= max / factor ? max : base * factor;
    }
}
