package dev.strategos.testkit.explore;

/** A schedule that does not fit the system that it is played to. */
final class ScheduleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ScheduleException(String message) {
        super(message);
    }
}
