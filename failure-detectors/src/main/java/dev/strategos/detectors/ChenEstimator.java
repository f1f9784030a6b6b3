package dev.strategos.detectors;

/** NFD-E for one life of one peer. */
final class ChenEstimator implements Estimator {

    private final ExpectedArrivals arrivals;
    private long alpha;
    private long deadline;

    ChenEstimator(int window, long alpha, long interval) {
        this.arrivals = new ExpectedArrivals(window, interval);
        this.alpha = alpha;
    }

    @Override
    public void onHeartbeat(long sent, long arrival, long interval) {
        arrivals.add(sent, arrival, interval);
        deadline = arrivals.next() + alpha;
    }

    @Override
    public void onSignOfLife(long arrival) {
        long patience = arrival + arrivals.interval() + alpha;
        deadline = arrivals.isEmpty() ? patience : Math.max(deadline, patience);
    }

    @Override
    public long deadline() {
        return deadline;
    }

    /** Holds from the next heartbeat on. */
    void setAlpha(long nanos) {
        alpha = nanos;
    }

    /** Variance of the delay, in square nanoseconds. */
    double variance() {
        return arrivals.variance();
    }

    int count() {
        return arrivals.count();
    }
}
