package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;

/**
 * A network of which loss and delay are known. Immutable, for any thread.
 *
 * @param loss p<sub>L</sub>, the probability that a heartbeat is lost, 0 to below 1
 * @param mean E(D), how long the others take on average, zero or more
 * @param delay how long they take
 */
public record KnownNetwork(double loss, Duration mean, DelayDistribution delay) {

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public KnownNetwork {
        Require.within("loss", 0, Math.nextDown(1.0), loss);
        Require.zeroOrMore("mean", mean);
        Objects.requireNonNull(delay, "delay");
    }
}
