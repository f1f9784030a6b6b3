package dev.strategos.detectors.swim;

/** The probe of one period. */
final class Probe {

    final int subject;
    final int number;
    private final int[] helpers;
    private long timeout;
    private boolean asked;
    private boolean answered;
    private int refusals;

    Probe(int subject, int number, long timeout, int[] helpers) {
        this.subject = subject;
        this.number = number;
        this.timeout = timeout;
        this.helpers = helpers;
    }

    /** When helpers are to be asked, if they are. */
    boolean isDue(long now) {
        return isWaiting() && timeout - now <= 0;
    }

    boolean isWaiting() {
        return !asked && !answered;
    }

    long timeout() {
        return timeout;
    }

    int[] askHelpers() {
        asked = true;
        return helpers;
    }

    void answer() {
        answered = true;
    }

    void refuse() {
        refusals++;
    }

    boolean isAnswered() {
        return answered;
    }

    /** How many helpers neither had an answer nor said that they had none. */
    int missing() {
        return asked ? Math.max(0, helpers.length - refusals) : 0;
    }

    void shift(long nanos) {
        timeout += nanos;
    }
}
