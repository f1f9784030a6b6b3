package dev.strategos.benchmarks.detectors;

import com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector;
import java.util.concurrent.TimeUnit;

/** Hazelcast's φ detector. It is asked at every instant, and not only when a user would get round to it. */
final class HazelcastMonitor extends PhiMonitor {

    private final PhiAccrualFailureDetector detector;

    HazelcastMonitor(PhiSettings settings, long interval) {
        this.detector = new PhiAccrualFailureDetector(
                settings.threshold(),
                settings.samples(),
                settings.minDeviationMillis(),
                settings.pauseMillis(),
                TimeUnit.NANOSECONDS.toMillis(interval));
    }

    @Override
    boolean isAlive(long millis) {
        return detector.isAlive(millis);
    }

    @Override
    void beat(long millis) {
        detector.heartbeat(millis);
    }
}
