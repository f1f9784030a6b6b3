package dev.strategos.testkit.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leaves out decisions of a failing run as long as it still fails for the same reason.
 *
 * <p>First by odds (Wang, Shen, Chen, Xiong, Zhang: Probabilistic Delta Debugging, ESEC/FSE 2021): each decision has a probability that it
 * is needed; the set is tried next that promises to remove most, and what is learned from a try moves the probabilities. Then one by one,
 * as often as that helps. When it ends within its budget, the run is locally minimal: leaving out any single decision that is left makes the
 * failure go away, or another of it.
 *
 * <p>Everything depends on the failing run alone, so the result is the same every time.
 */
final class Shrinker {

    private static final int FEW = 64;
    private static final double FIRST_ODDS = 0.1;

    private final long seed;
    private final Consumer<Simulation> scenario;
    private final FailureKind sought;
    private final int budget;
    private SeedRun best;
    private final Map<Decision, Double> needed = new HashMap<>();
    private int runs;

    private Shrinker(long seed, Consumer<Simulation> scenario, SeedRun failed, int budget) {
        this.seed = seed;
        this.scenario = scenario;
        this.sought = FailureKind.of(failed.failure());
        this.budget = budget;
        this.best = failed;
    }

    /** What is left of a failing run, and how many runs that took. */
    record Result(SeedRun run, int runs) {}

    static Result shrink(long seed, Consumer<Simulation> scenario, SeedRun failed, int budget) {
        Shrinker shrinker = new Shrinker(seed, scenario, failed, budget);
        if (!shrinker.stillFails(List.of())) {
            shrinker.minimise();
        }
        return new Result(shrinker.best, shrinker.runs);
    }

    private void minimise() {
        while (runs < budget && leavesOutTheUnlikely()) {
            // Each try changes what is likely.
        }
        while (runs < budget && leavesOutOne()) {
            // What one needed may need nothing when the other is gone.
        }
    }

    /** Tries without the set that promises most; false when every decision has been found to be needed. */
    private boolean leavesOutTheUnlikely() {
        List<Decision> byOdds = new ArrayList<>(best.decisions());
        // The latest first among equals: causes come before effects.
        Collections.reverse(byOdds);
        byOdds.sort(Comparator.comparingDouble(this::odds));
        int count = 0;
        double gain = 0;
        double noneNeeded = 1;
        for (int i = 0; i < byOdds.size(); i++) {
            noneNeeded *= 1 - odds(byOdds.get(i));
            if ((i + 1) * noneNeeded > gain) {
                gain = (i + 1) * noneNeeded;
                count = i + 1;
            }
        }
        if (count == 0) {
            return false;
        }
        List<Decision> tried = byOdds.subList(0, count);
        if (!stillFails(without(tried))) {
            double none = 1;
            for (Decision decision : tried) {
                none *= 1 - odds(decision);
            }
            for (Decision decision : tried) {
                needed.put(decision, Math.min(1, count == 1 ? 1 : odds(decision) / (1 - none)));
            }
        }
        return true;
    }

    private double odds(Decision decision) {
        return needed.getOrDefault(decision, FIRST_ODDS);
    }

    private List<Decision> without(List<Decision> tried) {
        Set<Decision> absent = new HashSet<>(tried);
        return best.decisions().stream()
                .filter(decision -> !absent.contains(decision))
                .toList();
    }

    private boolean leavesOutOne() {
        List<Decision> all = best.decisions();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (stillFails(without(List.of(all.get(i))))) {
                return true;
            }
        }
        return false;
    }

    /** Frames are sought by their numbers, and then, when few decisions are left, by their instants. */
    private boolean stillFails(List<Decision> decisions) {
        return stillFails(decisions, Script.FrameKey.NUMBER)
                || (decisions.size() <= FEW
                        && decisions.stream().anyMatch(Decision.Frame.class::isInstance)
                        && stillFails(decisions, Script.FrameKey.INSTANT));
    }

    private boolean stillFails(List<Decision> decisions, Script.FrameKey key) {
        if (runs >= budget) {
            return false;
        }
        runs++;
        SeedRun run = SeedRun.of(seed, Script.keeping(decisions, key), scenario);
        boolean same = FailureKind.of(run.failure()).equals(sought)
                && run.decisions().size() < best.decisions().size();
        if (same) {
            best = run;
        }
        return same;
    }
}
