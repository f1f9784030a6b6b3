package dev.strategos.detectors;

import java.time.Duration;

/**
 * Chen's NFD-E: a peer is suspected at the estimated arrival of its next heartbeat plus a constant α (Chen, Toueg, Aguilera, <i>On the
 * quality of service of failure detectors</i>, IEEE Transactions on Computers 51(5), 2002, section 6).
 *
 * <p>EA(l+1) = (1/n)·Σ(A<sub>i</sub> − η·s<sub>i</sub>) + (l+1)·η over the last n heartbeats, where η·s<sub>i</sub> is the instant at
 * which the sender was due to send the i-th. Beyond n heartbeats the oldest are forgotten gradually, so that memory does not grow with n.
 * Among the estimators this one detects fastest at equal accuracy where senders are regular.
 *
 * <p>Immutable, for any thread.
 *
 * @param alpha α, how much later than expected a heartbeat may come, zero or more
 * @param window n, how many heartbeats the mean is over, 1 to 1,000,000
 */
public record ChenTimeout(Duration alpha, int window) implements Estimation {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ChenTimeout {
        Require.zeroOrMore("alpha", alpha);
        Require.within("window", 1, 1_000_000, window);
    }

    /**
     * A mean over 100 heartbeats.
     *
     * @param alpha α, how much later than expected a heartbeat may come, zero or more
     * @return the estimation
     */
    public static ChenTimeout of(Duration alpha) {
        return new ChenTimeout(alpha, 100);
    }

    @Override
    public Estimator begin(Duration interval) {
        return new ChenEstimator(window, alpha.toNanos(), interval.toNanos());
    }
}
