package dev.strategos.detectors;

import java.time.Duration;

/**
 * A demanded quality of service, in the terms of Chen, Toueg and Aguilera (IEEE Transactions on Computers 51(5), 2002). Immutable, for
 * any thread.
 *
 * @param detection T<sub>D</sub><sup>U</sup>, how long it may take at most until a crash is suspected, above zero
 * @param recurrence T<sub>MR</sub><sup>L</sup>, how far apart mistakes have to be on average, above zero
 * @param duration T<sub>M</sub><sup>U</sup>, how long a mistake may last on average, above zero
 */
public record DetectionContract(Duration detection, Duration recurrence, Duration duration) {

    private static final Duration LONGEST_RECURRENCE = Duration.ofDays(36_500);

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public DetectionContract {
        Require.aboveZero("detection", detection);
        Require.aboveZero("duration", duration);
        if (recurrence.isZero() || recurrence.isNegative() || recurrence.compareTo(LONGEST_RECURRENCE) > 0) {
            throw new IllegalArgumentException(
                    "recurrence: must be above zero and at most " + LONGEST_RECURRENCE + ", but was " + recurrence);
        }
    }
}
