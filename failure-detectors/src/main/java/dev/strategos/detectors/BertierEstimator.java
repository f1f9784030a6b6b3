package dev.strategos.detectors;

/** Bertier's margin for one life of one peer. */
final class BertierEstimator implements Estimator {

    private final BertierTimeout constants;
    private final ExpectedArrivals arrivals;
    private double delay;
    private double spread;
    private long deadline;

    BertierEstimator(BertierTimeout constants, long interval) {
        this.constants = constants;
        this.arrivals = new ExpectedArrivals(constants.window(), interval);
        // The paper leaves the start open. With none, the first late heartbeat would be a mistake.
        this.spread = interval / 16.0;
    }

    @Override
    public void onHeartbeat(long sent, long arrival, long interval) {
        boolean first = arrivals.isEmpty();
        double error = arrivals.add(sent, arrival, interval) - delay;
        if (!first) {
            delay += constants.gamma() * error;
            spread += constants.gamma() * (Math.abs(error) - spread);
        }
        deadline = arrivals.next() + alpha();
    }

    @Override
    public void onSignOfLife(long arrival) {
        // The margin covers one delay's distance from the mean; here this one's is unknown, and the next one's.
        long patience = arrival + arrivals.interval() + Math.max(2 * alpha(), arrivals.interval() / 16);
        deadline = arrivals.isEmpty() ? patience : Math.max(deadline, patience);
    }

    @Override
    public long deadline() {
        return deadline;
    }

    /** The safety margin, in nanoseconds. */
    long alpha() {
        return Math.max(0, StrictMath.round(constants.beta() * delay + constants.phi() * spread));
    }
}
