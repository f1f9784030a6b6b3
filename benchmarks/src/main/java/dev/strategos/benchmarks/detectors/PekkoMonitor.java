package dev.strategos.benchmarks.detectors;

import java.util.concurrent.TimeUnit;
import org.apache.pekko.remote.FailureDetector;
import org.apache.pekko.remote.PhiAccrualFailureDetector;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's φ detector. It is asked at every instant, and not only when a user would get round to it. */
final class PekkoMonitor extends PhiMonitor {

    private final PhiAccrualFailureDetector detector;
    private final Time time = new Time();

    PekkoMonitor(PhiSettings settings, long interval) {
        this.detector = new PhiAccrualFailureDetector(
                settings.threshold(),
                settings.samples(),
                millis(settings.minDeviationMillis()),
                millis(settings.pauseMillis()),
                millis(TimeUnit.NANOSECONDS.toMillis(interval)),
                time);
    }

    private static FiniteDuration millis(long millis) {
        return FiniteDuration.apply(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    boolean isAlive(long millis) {
        time.millis = millis;
        return detector.isAvailable();
    }

    @Override
    void beat(long millis) {
        time.millis = millis;
        detector.heartbeat();
    }

    /** What its clock shows. */
    private static final class Time extends FailureDetector.Clock {

        private long millis;

        @Override
        public long apply$mcJ$sp() {
            return millis;
        }

        @Override
        public Object apply() {
            return millis;
        }
    }
}
