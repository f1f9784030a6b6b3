package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;

/** Checks of settings, with messages that name the field, the value and what is allowed. */
final class Require {

    /** The longest interval, time-out or margin: long enough for every use, short enough for sums in nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(30);

    private Require() {}

    static void aboveZero(String field, Duration value) {
        if (Objects.requireNonNull(value, field).isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + ": must be above zero and at most " + LONGEST + ", but was " + value);
        }
    }

    /** An instant after all that may be asked for. */
    static long never(long now) {
        return now + LONGEST.toNanos();
    }

    static void zeroOrMore(String field, Duration value) {
        if (Objects.requireNonNull(value, field).isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + ": must be zero or more and at most " + LONGEST + ", but was " + value);
        }
    }

    static void within(String field, double least, double most, double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    field + ": must be within " + least + " to " + most + ", but was " + value);
        }
    }

    static void within(String field, long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    field + ": must be within " + least + " to " + most + ", but was " + value);
        }
    }
}
