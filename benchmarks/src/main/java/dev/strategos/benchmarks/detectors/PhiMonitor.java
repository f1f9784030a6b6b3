package dev.strategos.benchmarks.detectors;

/**
 * A detector that says on request whether a node is alive, and knows whole milliseconds. Between two heartbeats it gets more suspicious
 * only, so that it was wrong if it is just before the next.
 */
abstract class PhiMonitor implements Monitor {

    private static final long MILLI = 1_000_000;
    private static final long LONGEST_MILLIS = 86_400_000;

    /** These detectors take an instant of 0 for none. */
    private static final long START_MILLIS = 1_000;

    private long suspicions;

    abstract boolean isAlive(long millis);

    abstract void beat(long millis);

    private static long millis(long now) {
        return START_MILLIS + now / MILLI;
    }

    @Override
    public final void onHeartbeat(long number, long due, long now) {
        if (!isAlive(millis(now))) {
            suspicions++;
        }
        beat(millis(now));
    }

    @Override
    public final long suspicions() {
        return suspicions;
    }

    @Override
    public final long suspectsInSilence(long now) {
        long low = millis(now) - 1;
        long high = low + LONGEST_MILLIS;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (isAlive(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (high - START_MILLIS) * MILLI;
    }
}
