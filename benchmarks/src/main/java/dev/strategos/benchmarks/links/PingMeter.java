package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.peers.Arrivals;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** Takes each ping that comes back, and sends the next from where it arrived, until the time is over. */
final class PingMeter implements Arrivals {

    private static final long LONGEST = 10_000_000_000L;

    private Histogram times = new Histogram(LONGEST, 3);
    private CountDownLatch done = new CountDownLatch(0);
    private long until;
    private long sentAt;

    /** Begins; the caller sends the first ping now. */
    CountDownLatch begin(long nanos) {
        times = new Histogram(LONGEST, 3);
        done = new CountDownLatch(1);
        sentAt = System.nanoTime();
        until = sentAt + nanos;
        return done;
    }

    @Override
    public long arrived(long number, int length) {
        long now = System.nanoTime();
        times.recordValue(now - sentAt);
        if (now - until >= 0) {
            done.countDown();
            return NOTHING;
        }
        sentAt = now;
        return number + 1;
    }

    RoundTrips result() {
        return new RoundTrips(
                times.getTotalCount(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9));
    }
}
