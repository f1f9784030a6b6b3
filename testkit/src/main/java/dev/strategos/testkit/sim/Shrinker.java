package dev.strategos.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leaves out decisions of a failing run as long as it still fails for the same reason (Zeller, Hildebrandt: Simplifying and Isolating
 * Failure-Inducing Input, TSE 2002: ddmin). When it ends within its budget, the run is locally minimal: leaving out any single decision
 * that is left makes the failure go away, or another of it.
 *
 * <p>Everything depends on the failing run alone, so the result is the same every time.
 */
final class Shrinker {

    private static final int FEW = 64;

    private final long seed;
    private final Consumer<Simulation> scenario;
    private final FailureKind sought;
    private final int budget;
    private SeedRun best;
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
        int parts = 2;
        while (runs < budget && !best.decisions().isEmpty()) {
            parts = Math.min(parts, best.decisions().size());
            if (leavesOutAPart(parts)) {
                parts = Math.max(2, parts - 1);
            } else if (parts == best.decisions().size()) {
                return;
            } else {
                parts *= 2;
            }
        }
    }

    /** Tries without each part in turn, the latest first: causes come before effects. */
    private boolean leavesOutAPart(int parts) {
        List<Decision> all = best.decisions();
        for (int part = parts - 1; part >= 0; part--) {
            int from = (int) ((long) all.size() * part / parts);
            int to = (int) ((long) all.size() * (part + 1) / parts);
            List<Decision> rest = new ArrayList<>(all.subList(0, from));
            rest.addAll(all.subList(to, all.size()));
            if (stillFails(rest)) {
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
