package dev.strategos.examples.twogenerals;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** How many nights ended how, under one rule. */
final class Tally {

    private final Rule rule;
    private final Map<Outcome, Integer> nights = new EnumMap<>(Outcome.class);
    private int runs;

    private Tally(Rule rule) {
        this.rule = rule;
        for (Outcome outcome : Outcome.values()) {
            nights.put(outcome, 0);
        }
    }

    /**
     * Plays all nights.
     *
     * @param each called after each night
     */
    static Tally of(Rule rule, Night night, Runnable each) {
        Tally tally = new Tally(rule);
        SplittableRandom seeds = new SplittableRandom(night.seed());
        for (int run = 0; run < night.runs(); run++) {
            Outcome outcome = Valley.play(rule, night.loss(), night.messengers(), seeds.nextLong());
            tally.nights.merge(outcome, 1, Integer::sum);
            tally.runs++;
            each.run();
        }
        return tally;
    }

    Rule rule() {
        return rule;
    }

    int of(Outcome outcome) {
        return nights.getOrDefault(outcome, 0);
    }

    /** The part of all nights on which one of them attacked alone. */
    double failures() {
        return nights.entrySet().stream()
                        .filter(entry -> entry.getKey().isDefeat())
                        .mapToInt(Map.Entry::getValue)
                        .sum()
                / (double) runs;
    }
}
