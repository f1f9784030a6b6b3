package dev.strategos.detectors;

/** Allows a silence of a length that does not depend on what came. */
final class SilenceEstimator implements Estimator {

    private final long step;
    private long timeout;
    private long last;

    SilenceEstimator(long timeout, long step) {
        this.timeout = timeout;
        this.step = step;
    }

    @Override
    public void onHeartbeat(long sent, long arrival, long interval) {
        last = arrival;
    }

    @Override
    public void onSignOfLife(long arrival) {
        last = arrival;
    }

    @Override
    public long deadline() {
        return last + timeout;
    }

    @Override
    public void onMistake() {
        timeout += step;
    }
}
