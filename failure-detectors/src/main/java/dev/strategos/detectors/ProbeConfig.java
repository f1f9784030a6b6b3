package dev.strategos.detectors;

import java.time.Duration;

/**
 * How often a peer is asked before it is suspected. A lost heartbeat alone then makes no suspicion, at the price of one short question.
 *
 * <p>Immutable, for any thread.
 *
 * @param count how many questions, one after the other; 0 to 16; 0 suspects at once
 * @param patience how long to wait for the answer to each, above zero; more than a round trip
 */
public record ProbeConfig(int count, Duration patience) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ProbeConfig {
        Require.within("count", 0, 16, count);
        Require.aboveZero("patience", patience);
    }

    /**
     * No questions.
     *
     * @return the settings
     */
    public static ProbeConfig none() {
        return new ProbeConfig(0, Duration.ofMillis(1));
    }
}
