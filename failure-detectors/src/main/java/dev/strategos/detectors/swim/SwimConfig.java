package dev.strategos.detectors.swim;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a {@link SwimFailureDetector}, which have to be about the same at all members. Immutable, for any thread.
 *
 * @param period T', how often a member probes another one, above zero, at most a day
 * @param timeout how long a direct probe has for its answer before others are asked to probe too, above zero, at most half the period
 * @param helpers k, how many others are asked, 0 to 64
 * @param selection how a member chooses whom it probes
 * @param suspicion α, how many periods times log₁₀ n a suspicion that all confirm has until it counts as a failure, above 0, at most 100
 * @param patience β, how many times longer a suspicion has that nobody confirms, 1 to 100
 * @param retransmissions λ, how many times log₂(n+1) each piece of news is passed on, 1 to 100
 */
public record SwimConfig(
        Duration period,
        Duration timeout,
        int helpers,
        ProbeSelection selection,
        double suspicion,
        double patience,
        int retransmissions) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public SwimConfig {
        Objects.requireNonNull(selection, "selection");
        if (period.isZero() || period.isNegative() || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "period: must be above zero and at most " + LONGEST + ", but was " + period);
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(period.dividedBy(2)) > 0) {
            throw new IllegalArgumentException(
                    "timeout: must be above zero and at most half the period " + period + ", but was " + timeout);
        }
        requireWithin("helpers", 0, 64, helpers);
        requireWithin("suspicion", Double.MIN_NORMAL, 100, suspicion);
        requireWithin("patience", 1, 100, patience);
        requireWithin("retransmissions", 1, 100, retransmissions);
    }

    private static void requireWithin(String field, double least, double most, double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    field + ": must be within " + least + " to " + most + ", but was " + value);
        }
    }

    /**
     * The usual settings: a probe each second with half a second for its answer, three helpers, round robin, and Lifeguard's α = 5, β = 6
     * and λ = 4.
     *
     * @return the settings
     */
    public static SwimConfig defaults() {
        return every(Duration.ofSeconds(1));
    }

    /**
     * The usual settings for another period.
     *
     * @param period T', how often a member probes another one
     * @return the settings
     */
    public static SwimConfig every(Duration period) {
        return new SwimConfig(period, period.dividedBy(2), 3, ProbeSelection.ROUND_ROBIN, 5, 6, 4);
    }

    /**
     * The same settings with another way to choose.
     *
     * @param selection how a member chooses whom it probes
     * @return new settings
     */
    public SwimConfig withSelection(ProbeSelection selection) {
        return new SwimConfig(period, timeout, helpers, selection, suspicion, patience, retransmissions);
    }
}
