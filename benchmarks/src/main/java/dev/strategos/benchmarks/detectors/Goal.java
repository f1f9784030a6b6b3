package dev.strategos.benchmarks.detectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What should be, and what is.
 *
 * @param what in words
 * @param figure what was measured
 * @param verdict whether that will do
 */
record Goal(String what, String figure, Verdict verdict) {

    /** What can be said. */
    enum Verdict {
        MET,
        MISSED,
        /** It ran for too short to tell. */
        UNDECIDED;

        static Verdict of(boolean met) {
            return met ? MET : MISSED;
        }

        /** As the table shows it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double MOST_BYTES = 512;
    private static final double MOST_OF_A_CORE = 0.05;

    static List<Goal> all(List<Found> found, List<Cost> costs) {
        List<Goal> goals = new ArrayList<>();
        for (Found one : found) {
            String what = one.conditions().stalls() ? "no more mistakes than the best peer" : "10 × fewer mistakes";
            goals.add(new Goal(
                    String.format(
                            Locale.ROOT,
                            "%s: %s, η %.1f s, T_D ≤ %.1f s",
                            what,
                            one.conditions().label(),
                            one.conditions().intervalSeconds(),
                            one.budgetSeconds()),
                    String.format(Locale.ROOT, "%s%.3g ×", one.isAtLeast() ? "≥ " : "", one.ratio()),
                    one.isAtLeast() && !one.meetsGoal() ? Verdict.UNDECIDED : Verdict.of(one.meetsGoal())));
        }
        costs.stream()
                .filter(cost -> cost.detector().equals(Settings.STRATEGOS))
                .forEach(cost -> {
                    goals.add(new Goal(
                            "≤ 512 bytes for each watched node",
                            String.format(Locale.ROOT, "%.0f", cost.bytesPerNode()),
                            Verdict.of(cost.bytesPerNode() <= MOST_BYTES)));
                    goals.add(new Goal(
                            "10,000 watched nodes at 1 Hz under 5 % of a core",
                            String.format(Locale.ROOT, "%.2f %%", 100 * cost.coreShare()),
                            Verdict.of(cost.coreShare() < MOST_OF_A_CORE)));
                });
        return goals;
    }
}
