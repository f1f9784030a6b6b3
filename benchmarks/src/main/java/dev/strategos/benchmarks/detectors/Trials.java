package dev.strategos.benchmarks.detectors;

import java.util.function.DoubleFunction;

/** Measures settings under some conditions. All detectors meet the same crashes and the same heartbeats. */
final class Trials {

    private static final double SECOND = 1e9;
    private static final int MOST_STEPS = 6;

    /** So much of the detection time that is allowed has to be used. */
    private static final double USED = 0.99;

    private static final long CRASH_SEEDS = 1_000_000;
    private static final long FIRST_SEED = 1;
    private static final long SECOND_SEED = 2;
    private static final long FINAL_SEED = 3;

    /** More mistakes than that need not be counted: their number is known within a twentieth or so. */
    private static final long ENOUGH = 400;

    private final Conditions conditions;
    private final Plan plan;

    Trials(Conditions conditions, Plan plan) {
        this.conditions = conditions;
        this.plan = plan;
    }

    /** The mean over crashes whose instants are spread evenly over the interval between two heartbeats. */
    double meanDetection(DoubleFunction<? extends Monitor> monitor, double patience) {
        double sum = 0;
        for (int crash = 0; crash < plan.crashes(); crash++) {
            double phase = (crash + 0.5) / plan.crashes();
            long instant = Math.round((plan.warmUp() + phase) * conditions.intervalNanos());
            sum += Watch.detection(conditions, CRASH_SEEDS + crash, monitor.apply(patience), instant);
        }
        return sum / plan.crashes() / SECOND;
    }

    /** Sets the patience so that detection takes as long as it may on average, and no longer. */
    Tuned tune(Setting setting, double budget) {
        double patience = 0;
        double detection = meanDetection(setting.monitor(), patience);
        for (int step = 0; step < MOST_STEPS && (detection > budget || detection < USED * budget); step++) {
            // With each second of patience detection takes about a second longer.
            double aim = (1 + USED) / 2 * budget;
            double next = Math.max(0, patience + aim - detection);
            if (next == patience) {
                break;
            }
            patience = next;
            detection = meanDetection(setting.monitor(), patience);
        }
        return new Tuned(setting, patience, detection, detection <= budget);
    }

    /** As it is. */
    Tuned untuned(Setting setting) {
        return new Tuned(setting, 0, meanDetection(setting.monitor(), 0), true);
    }

    /** A comparison of all settings. */
    Watch.Accuracy first(Tuned tuned) {
        return accuracy(tuned, FIRST_SEED, plan.firstBeats());
    }

    /** A longer one of some, on other heartbeats. */
    Watch.Accuracy second(Tuned tuned) {
        return accuracy(tuned, SECOND_SEED, plan.secondBeats());
    }

    /** What is told: of other heartbeats than those by which the setting was chosen. */
    Watch.Accuracy last(Tuned tuned) {
        return accuracy(tuned, FINAL_SEED, plan.finalBeats());
    }

    private Watch.Accuracy accuracy(Tuned tuned, long seed, long beats) {
        Monitor monitor = tuned.setting().monitor().apply(tuned.patience());
        return Watch.accuracy(conditions, seed, monitor, plan.warmUp(), beats, ENOUGH);
    }

    /** The same setting with a patience that grows with each mistake, on the same heartbeats. */
    Learned learned(Tuned tuned, DoubleFunction<StrategosMonitor> learning) {
        StrategosMonitor monitor = learning.apply(tuned.patience());
        Watch.Accuracy accuracy =
                Watch.accuracy(conditions, FINAL_SEED, monitor, 0, plan.warmUp() + plan.firstBeats(), Long.MAX_VALUE);
        double margin = monitor.margin() / SECOND;
        return new Learned(accuracy, meanDetection(learning, margin));
    }

    /**
     * A detector that learned from its mistakes.
     *
     * @param accuracy from the first heartbeat on
     * @param detection its mean detection time in seconds at the end
     */
    record Learned(Watch.Accuracy accuracy, double detection) {}
}
