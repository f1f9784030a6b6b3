package dev.strategos.transport.netty;

import io.github.resilience4j.core.IntervalFunction;
import java.util.random.RandomGenerator;

/** The waits between attempts to connect to one peer. Not thread-safe. */
final class Backoff {

    private final ReconnectPolicy policy;
    private final IntervalFunction intervals;
    private final RandomGenerator random;
    private int attempt = 1;

    Backoff(ReconnectPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        // Jitter is added here, as the library's own draws from a source that nobody can seed.
        this.intervals = IntervalFunction.ofExponentialBackoff(policy.initial(), policy.multiplier(), policy.max());
    }

    /** The next wait in nanoseconds. */
    long nextNanos() {
        long millis = intervals.apply(attempt);
        if (millis < policy.max().toMillis() && policy.multiplier() > 1) {
            // At the limit the count stands still: the library multiplies anew from the first interval each time.
            attempt++;
        }
        double factor = 1 + policy.jitter() * (2 * random.nextDouble() - 1);
        return (long) (millis * 1e6 * factor);
    }

    /** A connection came up. */
    void reset() {
        attempt = 1;
    }
}
