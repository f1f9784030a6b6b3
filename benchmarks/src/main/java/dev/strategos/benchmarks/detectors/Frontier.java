package dev.strategos.benchmarks.detectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The fewest mistakes that each detector makes at the same mean detection time. Every detector has as many settings to choose from; each
 * is tuned to the detection time; all are compared on the same heartbeats, the best few again on others, and the best one is measured on
 * others still. Of two that made as many mistakes the one comes first that asks more, as questions are allowed.
 */
final class Frontier {

    /** More questions than that per heartbeat are not allowed. */
    static final double MOST_QUESTIONS = 0.4;

    private static final int IN_SECOND_ROUND = 4;

    private final Plan plan;
    private final Consumer<String> progress;

    Frontier(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    private record Compared(Tuned tuned, Watch.Accuracy accuracy) {

        private static final Comparator<Compared> BEST_FIRST = Comparator.comparingDouble(
                        (Compared one) -> one.accuracy().perHour())
                .thenComparingDouble(one -> -one.accuracy().questionsPerHeartbeat());

        boolean isAllowed() {
            return accuracy.questionsPerHeartbeat() <= MOST_QUESTIONS;
        }
    }

    /** What was found under some conditions. */
    Found search(Conditions conditions, double budget) {
        Trials trials = new Trials(conditions, plan);
        Map<String, List<Compared>> compared = new LinkedHashMap<>();
        List<Tried> sweep = new ArrayList<>();
        for (Setting setting : Settings.of(conditions.intervalNanos())) {
            List<Compared> sameDetector = compared.computeIfAbsent(setting.detector(), name -> {
                progress.accept(conditions.label() + ", every " + conditions.intervalSeconds() + " s: " + name);
                return new ArrayList<>();
            });
            Tuned tuned = trials.tune(setting, budget);
            if (tuned.feasible()) {
                Compared found = new Compared(tuned, trials.first(tuned));
                sameDetector.add(found);
                sweep.add(Tried.of(tuned, found.accuracy()));
            } else {
                sweep.add(Tried.infeasible(tuned));
            }
        }
        List<Best> best = new ArrayList<>();
        compared.forEach((detector, settings) -> {
            progress.accept(
                    conditions.label() + ", every " + conditions.intervalSeconds() + " s: the best of " + detector);
            settings.stream()
                    .filter(Compared::isAllowed)
                    .sorted(Compared.BEST_FIRST)
                    .limit(IN_SECOND_ROUND)
                    .map(one -> new Compared(one.tuned(), trials.second(one.tuned())))
                    .min(Compared.BEST_FIRST)
                    .ifPresent(one -> best.add(best(trials, one.tuned())));
        });
        Best shipped = best(trials, trials.untuned(Settings.shipped(conditions.intervalNanos())));
        return new Found(conditions, budget, best, shipped, sweep);
    }

    private static Best best(Trials trials, Tuned tuned) {
        var learning = tuned.setting().learning();
        return new Best(Tried.of(tuned, trials.last(tuned)), learning == null ? null : trials.learned(tuned, learning));
    }
}
