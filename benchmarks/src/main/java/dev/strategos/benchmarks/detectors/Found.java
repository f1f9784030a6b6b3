package dev.strategos.benchmarks.detectors;

import java.util.Comparator;
import java.util.List;

/**
 * What was found under some conditions.
 *
 * @param conditions what the network did
 * @param budgetSeconds the mean detection time that was allowed
 * @param best the best setting of each detector
 * @param shipped ours as users get it, whatever time it takes
 * @param sweep all settings
 */
record Found(Conditions conditions, double budgetSeconds, List<Best> best, Best shipped, List<Tried> sweep) {

    /** Others' best mistakes per hour over ours. */
    double ratio() {
        return least(true) / least(false);
    }

    private double least(boolean peers) {
        return best.stream()
                .map(Best::tried)
                .filter(tried -> tried.isPeer() == peers)
                .min(Comparator.comparingDouble(Tried::perHour))
                .map(Tried::perHour)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Ten times fewer where nobody stands still, and no more where somebody does. */
    double goal() {
        return conditions.stalls() ? 1 : 10;
    }

    boolean meetsGoal() {
        return ratio() >= goal();
    }
}
