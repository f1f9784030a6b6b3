package dev.strategos.detectors;

import java.util.OptionalDouble;

/** φ for one life of one peer. */
final class PhiEstimator implements Estimator {

    private static final double OUTLIER = 4;

    private final double deviations;
    private final long minDeviation;
    private final Moments gaps;
    private long interval;
    private long last;
    private boolean heard;

    PhiEstimator(double deviations, long minDeviation, int window, long interval) {
        this.deviations = deviations;
        this.minDeviation = minDeviation;
        this.gaps = new Moments(window);
        this.interval = interval;
    }

    @Override
    public void onHeartbeat(long sent, long arrival, long interval) {
        if (interval != this.interval) {
            this.interval = interval;
            gaps.clear();
        }
        if (heard) {
            double most = Math.max((double) interval, OUTLIER * deviation());
            double off = arrival - last - mean();
            gaps.add(mean() + Math.max(-most, Math.min(most, off)));
        }
        onSignOfLife(arrival);
    }

    @Override
    public void onSignOfLife(long arrival) {
        last = arrival;
        heard = true;
    }

    @Override
    public long deadline() {
        return last + Math.max(0, StrictMath.round(mean() + deviations * deviation()));
    }

    @Override
    public OptionalDouble level(long now) {
        return heard ? OptionalDouble.of(NormalTail.phi((now - last - mean()) / deviation())) : OptionalDouble.empty();
    }

    private double mean() {
        return gaps.count() == 0 ? interval : gaps.mean();
    }

    private double deviation() {
        return Math.max((double) minDeviation, gaps.deviation());
    }
}
