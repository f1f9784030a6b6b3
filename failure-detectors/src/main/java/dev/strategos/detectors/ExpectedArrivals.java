package dev.strategos.detectors;

/**
 * When heartbeats are expected (Chen, Toueg, Aguilera, <i>On the quality of service of failure detectors</i>, IEEE Transactions on
 * Computers 51(5), 2002, section 6.2): the mean of arrival minus sending over the last ones, plus the instant at which the next is due.
 * Sender's and receiver's clocks need no common origin.
 *
 * <p>A difference that is off the mean by more than an interval counts as off by an interval; one that is off by more than two says that
 * a clock jumped or that frames waited somewhere, and the estimate starts anew.
 */
final class ExpectedArrivals {

    private final Moments offsets;
    private long base;
    private long lastSent;
    private long interval;

    ExpectedArrivals(int window, long interval) {
        this.offsets = new Moments(window);
        this.interval = interval;
    }

    /** Whether nothing came yet. */
    boolean isEmpty() {
        return offsets.count() == 0;
    }

    /** When a heartbeat sent at that instant would be expected, from those that came before. */
    long expected(long sent) {
        return base + StrictMath.round(offsets.mean()) + sent;
    }

    /** When the heartbeat after the last one is expected. */
    long next() {
        return expected(lastSent) + interval;
    }

    long interval() {
        return interval;
    }

    /** Variance of the delay, in square nanoseconds. */
    double variance() {
        return offsets.variance();
    }

    int count() {
        return offsets.count();
    }

    /** Learns, and says by how much the arrival was off what was expected; 0 where that is not known. */
    long add(long sent, long arrival, long interval) {
        this.interval = interval;
        lastSent = sent;
        long off = isEmpty() ? 0 : arrival - expected(sent);
        if (isEmpty() || Math.abs(off) > 2 * interval) {
            offsets.clear();
            base = arrival - sent;
            off = 0;
        }
        long counted = Math.max(-interval, Math.min(interval, off));
        offsets.add(offsets.mean() + counted);
        return counted;
    }
}
