package dev.strategos.benchmarks.detectors;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
        return leastOf(peers).map(Tried::perHour).orElse(Double.POSITIVE_INFINITY);
    }

    private Optional<Tried> leastOf(boolean peers) {
        return best.stream()
                .map(Best::tried)
                .filter(tried -> tried.isPeer() == peers)
                .min(Comparator.comparingDouble(Tried::perHour));
    }

    /** Whether ours made no mistake, so that its rate is an upper bound, and the ratio a lower one. */
    boolean isAtLeast() {
        return leastOf(false)
                .filter(tried -> tried.mistakes() != null && tried.mistakes() == 0)
                .isPresent();
    }

    /** Ten times fewer where nobody stands still, and no more where somebody does. */
    double goal() {
        return conditions.stalls() ? 1 : 10;
    }

    boolean meetsGoal() {
        return ratio() >= goal();
    }
}
