package dev.strategos.examples.flp;

import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.byzantine.randomized.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A run with a clockwork for a coin, which the scheduler keeps undecided.
 *
 * @param rounds one after the other
 * @param arrived how many messages arrived
 * @param decided how many nodes decided all the same
 */
record Stall(List<Round> rounds, long arrived, int decided) {

    /** In so many rounds at the beginning, and in the last, it is tried what else could become of the run. */
    private static final int TRIED = 12;

    /**
     * One round.
     *
     * @param number from 1
     * @param before what the nodes hold at its beginning
     * @param coin how the coin falls in it
     * @param after what they hold at its end
     * @param arrived how many messages arrived in it
     * @param reachable what the nodes decide if the messages arrive in other orders from here on; empty if that was not tried
     */
    record Round(
            int number, List<Boolean> before, boolean coin, List<Boolean> after, long arrived, Set<Boolean> reachable) {

        /** Copies what it is given. */
        Round {
            before = List.copyOf(before);
            after = List.copyOf(after);
            reachable = new LinkedHashSet<>(reachable);
        }

        /** Whether either decision was still possible at its end; also true where that was not tried. */
        boolean isBivalent() {
            return reachable.isEmpty() || reachable.size() == 2;
        }
    }

    /** Plays until so many messages have arrived, and to the end of the round. */
    static Stall play(long steps, Runnable step) {
        List<Round> rounds = new ArrayList<>();
        try (Assembly assembly = new Assembly(node -> new ClockworkCoin())) {
            Stalling scheduler = new Stalling(assembly);
            while (assembly.arrived() < steps && assembly.decisions().isEmpty()) {
                int number = rounds.size() + 1;
                List<Boolean> before = assembly.estimates();
                long arrived = assembly.arrived();
                scheduler.play(number, ClockworkCoin.side(number));
                boolean last = assembly.arrived() >= steps;
                rounds.add(new Round(
                        number,
                        before,
                        ClockworkCoin.side(number),
                        assembly.estimates(),
                        assembly.arrived() - arrived,
                        number <= TRIED || last ? reachable(number) : Set.of()));
                step.run();
            }
            return new Stall(
                    List.copyOf(rounds),
                    assembly.arrived(),
                    assembly.decisions().size());
        }
    }

    /** Plays the same rounds again, and then lets the messages for one side, or for the other, arrive first. */
    private static Set<Boolean> reachable(int rounds) {
        Set<Boolean> reachable = new LinkedHashSet<>();
        for (boolean favoured : new boolean[] {false, true}) {
            try (Assembly assembly = new Assembly(node -> new ClockworkCoin())) {
                Stalling scheduler = new Stalling(assembly);
                for (int round = 1; round <= rounds; round++) {
                    scheduler.play(round, ClockworkCoin.side(round));
                }
                while (assembly.decisions().size() < Assembly.GROUP.size()) {
                    assembly.deliver(letter -> letter.message() instanceof Vote vote
                            && vote.values() == Values.of(favoured)
                            && vote.round() <= assembly.round());
                    assembly.deliver(letter -> letter.message().round() <= assembly.round());
                }
                if (assembly.decisions().stream().allMatch(decision -> decision == favoured)) {
                    reachable.add(favoured);
                }
            }
        }
        return reachable;
    }

    /** Whether nobody decided, and either decision was possible all the time. */
    boolean holds() {
        return decided == 0 && rounds.stream().allMatch(Round::isBivalent);
    }
}
