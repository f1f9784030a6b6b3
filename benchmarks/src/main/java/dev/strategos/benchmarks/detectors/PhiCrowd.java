package dev.strategos.benchmarks.detectors;

import java.util.function.Supplier;

/** A φ detector for each, which is asked once a second whether its node is alive. */
final class PhiCrowd implements Crowd {

    private static final long SECOND_MILLIS = 1_000;

    private final PhiMonitor[] monitors;
    private long seconds;
    private int suspects;

    PhiCrowd(int size, Supplier<? extends PhiMonitor> monitor) {
        monitors = new PhiMonitor[size];
        for (int i = 0; i < size; i++) {
            monitors[i] = monitor.get();
        }
    }

    @Override
    public int size() {
        return monitors.length;
    }

    @Override
    public void second() {
        seconds++;
        for (PhiMonitor monitor : monitors) {
            long now = seconds * SECOND_MILLIS;
            suspects += monitor.isAlive(now) ? 0 : 1;
            monitor.beat(now);
        }
    }

    int suspects() {
        return suspects;
    }
}
