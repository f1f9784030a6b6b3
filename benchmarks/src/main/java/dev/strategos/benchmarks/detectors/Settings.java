package dev.strategos.benchmarks.detectors;

import dev.strategos.detectors.BertierTimeout;
import dev.strategos.detectors.ChenTimeout;
import dev.strategos.detectors.Estimation;
import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.detectors.HeartbeatConfig;
import dev.strategos.detectors.PhiAccrual;
import dev.strategos.detectors.ProbeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is tried: twelve settings of each detector, for each of which the patience is then set so that detection takes as long as it may.
 * Thresholds of φ and least deviations are the same for all φ detectors.
 */
final class Settings {

    static final String PEKKO = "pekko";
    static final String HAZELCAST = "hazelcast";
    static final String STRATEGOS = "strategos";
    static final String STRATEGOS_PHI = "strategos, φ";
    static final String STRATEGOS_BERTIER = "strategos, bertier";
    static final String STRATEGOS_SHIPPED = "strategos, as shipped";
    static final String STRATEGOS_SILENT = "strategos, no questions";

    private static final int PEKKO_SAMPLES = 1_000;
    private static final int HAZELCAST_SAMPLES = 200;
    private static final double[] THRESHOLDS = {1, 2, 4, 8};

    /** Of the interval. */
    private static final double[] LEAST_DEVIATIONS = {0.01, 0.05, 0.1};

    /** A margin that does not grow to speak of: the layer without learning. */
    private static final Duration NO_STEP = Duration.ofNanos(1);

    private Settings() {}

    static List<Setting> of(long interval) {
        List<Setting> all = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            for (double share : LEAST_DEVIATIONS) {
                long deviation = Math.round(share * interval / 1e6);
                String label = String.format(Locale.ROOT, "φ %.0f, σ ≥ %d ms", threshold, deviation);
                all.add(new Setting(
                        PEKKO,
                        label,
                        patience -> new PekkoMonitor(
                                new PhiSettings(threshold, PEKKO_SAMPLES, deviation, millis(patience)), interval),
                        null));
                all.add(new Setting(
                        HAZELCAST,
                        label,
                        patience -> new HazelcastMonitor(
                                new PhiSettings(threshold, HAZELCAST_SAMPLES, deviation, millis(patience)), interval),
                        null));
                Estimation phi = new PhiAccrual(threshold, Duration.ofMillis(deviation), HAZELCAST_SAMPLES);
                all.add(ours(STRATEGOS_PHI, label + ", 2 × 75 ms", phi, questions(2, 75), interval));
            }
        }
        for (int count = 1; count <= 4; count++) {
            for (int patienceMillis : new int[] {50, 75, 100}) {
                String label = count + " × " + patienceMillis + " ms";
                all.add(ours(STRATEGOS, label, chen(), questions(count, patienceMillis), interval));
                all.add(ours(
                        STRATEGOS_BERTIER,
                        label,
                        BertierTimeout.defaults(),
                        questions(count, patienceMillis),
                        interval));
            }
        }
        for (int window : new int[] {10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000}) {
            Estimation chen = new ChenTimeout(Duration.ZERO, window);
            all.add(ours(STRATEGOS_SILENT, "window " + window, chen, ProbeConfig.none(), interval));
        }
        return all;
    }

    /** What users get who say no more than the interval; its patience is what it is. */
    static Setting shipped(long interval) {
        EventuallyPerfectConfig config = EventuallyPerfectConfig.every(Duration.ofNanos(interval));
        return new Setting(
                STRATEGOS_SHIPPED,
                "every(η)",
                patience -> new StrategosMonitor(
                        config(config.estimation(), config.heartbeat().probes(), interval, patience, NO_STEP)),
                patience -> new StrategosMonitor(
                        config(config.estimation(), config.heartbeat().probes(), interval, patience, config.step())));
    }

    private static Setting ours(
            String detector, String label, Estimation estimation, ProbeConfig probes, long interval) {
        return new Setting(
                detector,
                label,
                patience -> new StrategosMonitor(config(estimation, probes, interval, patience, NO_STEP)),
                patience -> new StrategosMonitor(
                        config(estimation, probes, interval, patience, Duration.ofNanos(interval / 2))));
    }

    /** The patience is the detector's margin, which with Chen's estimate is the same as its α. */
    private static EventuallyPerfectConfig config(
            Estimation estimation, ProbeConfig probes, long interval, double patience, Duration step) {
        return new EventuallyPerfectConfig(
                HeartbeatConfig.every(Duration.ofNanos(interval)).withProbes(probes),
                estimation,
                Duration.ofNanos((long) (patience * 1e9)),
                step);
    }

    private static Estimation chen() {
        return ChenTimeout.of(Duration.ZERO);
    }

    private static ProbeConfig questions(int count, int patienceMillis) {
        return new ProbeConfig(count, Duration.ofMillis(patienceMillis));
    }

    private static long millis(double seconds) {
        return (long) (seconds * 1e3);
    }
}
