package dev.strategos.examples.flp;

import dev.strategos.byzantine.randomized.DealerCoin;
import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs of the same nodes under the same scheduler with a real coin, which the scheduler can only guess.
 *
 * @param byRounds how many runs were decided after how many rounds
 * @param undecided how many were not
 */
record Tosses(Map<Integer, Integer> byRounds, int undecided) {

    /** More rounds than chance lets any run take that will ever be seen. */
    private static final int ROUNDS = 64;

    static Tosses play(int runs, long seed, Runnable step) {
        Map<Integer, Integer> byRounds = new TreeMap<>();
        int undecided = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < runs; run++) {
            int rounds = rounds(random.split());
            if (rounds == 0) {
                undecided++;
            } else {
                byRounds.merge(rounds, 1, Integer::sum);
            }
            step.run();
        }
        return new Tosses(byRounds, undecided);
    }

    /** After how many rounds the last node decided; 0 if it never did. */
    private static int rounds(SplittableRandom random) {
        Map<NodeId, DealerCoin> coins =
                DealerCoin.deal(Assembly.GROUP, Assembly.FAULTS, List.of(Assembly.INSTANCE), ROUNDS, random);
        try (Assembly assembly = new Assembly(node -> {
            DealerCoin coin = coins.get(node);
            if (coin == null) {
                throw new IllegalArgumentException("node: '" + node + "' has no coin");
            }
            return coin;
        })) {
            Stalling scheduler = new Stalling(assembly);
            for (int round = 1; round <= ROUNDS && assembly.decidedIn() == 0; round++) {
                scheduler.play(round, ClockworkCoin.side(round));
            }
            return assembly.decidedIn();
        }
    }

    int runs() {
        return undecided
                + byRounds.values().stream().mapToInt(Integer::intValue).sum();
    }

    double meanRounds() {
        double rounds = byRounds.entrySet().stream()
                .mapToDouble(entry -> (double) entry.getKey() * entry.getValue())
                .sum();
        return rounds / Math.max(1, runs() - undecided);
    }
}
