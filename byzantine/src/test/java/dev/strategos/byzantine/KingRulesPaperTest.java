package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The complete adversary against the shipped {@link KingRules}, for three values: what f traitors can make of a phase, by telling every
 * loyal general in every step whatever they like, and of all phases one after the other.
 *
 * <p>Loyal generals differ in nothing but what they hold, so a multitude of them is a sorted list; what traitors tell one of them
 * binds them in nothing towards another, so the outcomes of a step are all combinations of what each can be made to conclude.
 */
class KingRulesPaperTest {

    private static final int NONE = KingRules.NONE;
    private static final List<Integer> VALUES = List.of(0, 1, 2);

    /** What a loyal general holds at the end of a phase. */
    private record Holding(int value, boolean decided) implements Comparable<Holding> {

        @Override
        public int compareTo(Holding other) {
            return value != other.value ? Integer.compare(value, other.value) : Boolean.compare(decided, other.decided);
        }
    }

    /** A game of n generals, of whom f are traitors, with thresholds made for t. */
    private record Game(KingAlgorithm algorithm, int n, int t, int f) {

        private int loyal() {
            return n - f;
        }

        private KingRules rules() {
            return new KingRules(algorithm, n, t);
        }

        /** All ways in which f traitors can vote towards one loyal general. */
        private List<List<Integer>> lies(List<Integer> alphabet) {
            return multisets(alphabet, f);
        }

        private static int[] votes(List<Integer> loyal, List<Integer> lies) {
            List<Integer> all = new ArrayList<>(loyal);
            all.addAll(lies);
            return all.stream().mapToInt(Integer::intValue).toArray();
        }

        private static List<Integer> orNone() {
            List<Integer> votes = new ArrayList<>(VALUES);
            votes.add(NONE);
            return votes;
        }

        /** Every state in which a phase can end that began with these values. */
        private Set<List<Holding>> phase(List<Integer> values, boolean loyalKing) {
            Set<List<Holding>> ends = new LinkedHashSet<>();
            if (algorithm.roundsPerPhase() == 2) {
                standings(values, VALUES).forEach(standing -> ends.addAll(reign(standing, loyalKing)));
                return ends;
            }
            Set<Integer> proposals = new TreeSet<>();
            for (List<Integer> lies : lies(VALUES)) {
                proposals.add(rules().proposal(votes(values, lies)));
            }
            for (List<Integer> proposed : multisets(new ArrayList<>(proposals), loyal())) {
                standings(proposed, orNone()).forEach(standing -> ends.addAll(reign(standing, loyalKing)));
            }
            return ends;
        }

        private List<List<KingRules.Standing>> standings(List<Integer> votes, List<Integer> alphabet) {
            Set<KingRules.Standing> each = new LinkedHashSet<>();
            for (List<Integer> lies : lies(alphabet)) {
                each.add(rules().standing(votes(votes, lies)));
            }
            return multisets(new ArrayList<>(each), loyal());
        }

        private Set<List<Holding>> reign(List<KingRules.Standing> standings, boolean loyalKing) {
            Set<List<Holding>> ends = new LinkedHashSet<>();
            if (!loyalKing) {
                ends.addAll(outcomes(standings, VALUES));
                return ends;
            }
            for (KingRules.Standing king : new LinkedHashSet<>(standings)) {
                int word = king.candidate() == NONE ? 0 : king.candidate();
                ends.addAll(outcomes(standings, List.of(word)));
            }
            return ends;
        }

        /** What each general can be made to hold by the king's word and the traitors' locks, in all combinations. */
        private Set<List<Holding>> outcomes(List<KingRules.Standing> standings, List<Integer> words) {
            List<Integer> locks =
                    standings.stream().map(KingRules.Standing::lock).toList();
            Set<List<Holding>> combined = new LinkedHashSet<>();
            combined.add(List.of());
            for (KingRules.Standing standing : standings) {
                Set<Holding> own = new TreeSet<>();
                for (int word : words) {
                    for (List<Integer> lies : algorithm.stopsEarly() ? lies(orNone()) : List.of(List.<Integer>of())) {
                        KingRules.Outcome outcome = rules().outcome(standing, votes(locks, lies), word);
                        own.add(new Holding(outcome.value(), outcome.decides()));
                    }
                }
                Set<List<Holding>> longer = new LinkedHashSet<>();
                for (List<Holding> before : combined) {
                    for (Holding one : own) {
                        List<Holding> after = new ArrayList<>(before);
                        after.add(one);
                        Collections.sort(after);
                        longer.add(after);
                    }
                }
                combined = longer;
            }
            return combined;
        }

        /** All states of the loyal generals after all phases, if the traitors are king in these; null if one decided wrongly. */
        private Set<List<Integer>> reachable(Set<List<Integer>> begin, Set<Integer> traitorPhases) {
            Set<List<Integer>> states = begin;
            for (int phase = 1; phase <= t + 1; phase++) {
                Set<List<Integer>> next = new LinkedHashSet<>();
                for (List<Integer> values : states) {
                    for (List<Holding> end : phase(values, !traitorPhases.contains(phase))) {
                        next.add(end.stream().map(Holding::value).sorted().toList());
                    }
                }
                states = next;
            }
            return states;
        }
    }

    private static boolean unanimous(List<Integer> values) {
        return values.stream().distinct().count() == 1;
    }

    private static <E> List<List<E>> multisets(List<E> of, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<E>> all = new ArrayList<>();
        for (int first = 0; first < of.size(); first++) {
            for (List<E> rest : multisets(of.subList(first, of.size()), size - 1)) {
                List<E> whole = new ArrayList<>();
                whole.add(of.get(first));
                whole.addAll(rest);
                all.add(whole);
            }
        }
        return all;
    }

    /** The lemmas, for every state in which a phase can begin: unanimity stays, a loyal king unites, a decision binds all. */
    private static void requireLemmas(KingAlgorithm algorithm, int n, int t, int f) {
        Game game = new Game(algorithm, n, t, f);
        for (List<Integer> values : multisets(VALUES, game.loyal())) {
            for (boolean loyalKing : List.of(true, false)) {
                for (List<Holding> end : game.phase(values, loyalKing)) {
                    String what =
                            game + " from " + values + (loyalKing ? ", loyal king" : ", traitor king") + ": " + end;
                    List<Integer> after = end.stream().map(Holding::value).toList();
                    if (unanimous(values)) {
                        assertThat(after).as("unanimity stays, %s", what).containsOnly(values.get(0));
                        assertThat(end)
                                .as("unanimity decides where it stops early, %s", what)
                                .allMatch(one -> one.decided() == algorithm.stopsEarly());
                    }
                    if (loyalKing) {
                        assertThat(unanimous(after))
                                .as("a loyal king unites, %s", what)
                                .isTrue();
                    }
                    if (end.stream().anyMatch(Holding::decided)) {
                        assertThat(unanimous(after))
                                .as("a decision binds all, %s", what)
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KING, 4, 1",
        "KING, 5, 1",
        "KING, 7, 2",
        "KING, 8, 2",
        "EARLY_KING, 4, 1",
        "EARLY_KING, 5, 1",
        "EARLY_KING, 7, 2",
        "PHASE_KING, 5, 1",
        "PHASE_KING, 6, 1",
        "PHASE_KING, 9, 2",
        "PHASE_KING, 10, 2",
        "EARLY_PHASE_KING, 5, 1",
        "EARLY_PHASE_KING, 6, 1",
        "EARLY_PHASE_KING, 9, 2"
    })
    void everyPhaseKeepsItsPromises(KingAlgorithm algorithm, int n, int t) {
        for (int f = 0; f <= t; f++) {
            requireLemmas(algorithm, n, t, f);
        }
    }

    @Test
    void aPhaseOfFourGeneralsKeepsItsPromises() {
        requireLemmas(KingAlgorithm.KING, 4, 1, 1);
    }

    @Test
    void aPhaseOfFiveGeneralsWithAPhaseKingKeepsItsPromises() {
        requireLemmas(KingAlgorithm.PHASE_KING, 5, 1, 1);
    }

    @Test
    void anEarlyPhaseOfFourGeneralsKeepsItsPromises() {
        requireLemmas(KingAlgorithm.EARLY_KING, 4, 1, 1);
    }

    /** All phases one after the other, with the traitors king in any t of them: one more king is loyal, and that is enough. */
    @ParameterizedTest
    @CsvSource({
        "KING, 4, 1",
        "KING, 7, 2",
        "EARLY_KING, 4, 1",
        "PHASE_KING, 5, 1",
        "PHASE_KING, 9, 2",
        "EARLY_PHASE_KING, 5, 1"
    })
    void allPhasesAgree(KingAlgorithm algorithm, int n, int t) {
        Game game = new Game(algorithm, n, t, t);
        Set<List<Integer>> all = new LinkedHashSet<>(multisets(VALUES, game.loyal()));
        for (Set<Integer> traitorPhases : choices(t + 1, t)) {
            assertThat(game.reachable(all, traitorPhases))
                    .as("%s, traitors are king in %s", game, traitorPhases)
                    .allMatch(KingRulesPaperTest::unanimous);
        }
    }

    /** With one general less, or one phase less, the traitors find a way. */
    @ParameterizedTest
    @CsvSource({
        "KING, 3, 1",
        "KING, 6, 2",
        "EARLY_KING, 3, 1",
        "PHASE_KING, 4, 1",
        "PHASE_KING, 8, 2",
        "EARLY_PHASE_KING, 4, 1"
    })
    void oneGeneralLessIsTooFew(KingAlgorithm algorithm, int n, int t) {
        Game game = new Game(algorithm, n, t, t);
        boolean broken = false;
        for (List<Integer> values : multisets(VALUES, game.loyal())) {
            for (Set<Integer> traitorPhases : choices(t + 1, t)) {
                for (List<Integer> end : game.reachable(Set.of(values), traitorPhases)) {
                    broken |=
                            !unanimous(end) || (unanimous(values) && !end.get(0).equals(values.get(0)));
                }
            }
        }
        assertThat(broken).as("%s", game).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"KING, 4, 1", "EARLY_KING, 4, 1", "PHASE_KING, 5, 1", "EARLY_PHASE_KING, 5, 1"})
    void aTraitorousKingAloneUnitesNobody(KingAlgorithm algorithm, int n, int t) {
        Game game = new Game(algorithm, n, t, t);
        Set<List<Integer>> all = new LinkedHashSet<>(multisets(VALUES, game.loyal()));
        assertThat(game.reachable(all, Set.of(1, 2))).anyMatch(end -> !unanimous(end));
    }

    /** All choices of so many of the phases. */
    private static List<Set<Integer>> choices(int phases, int chosen) {
        List<Set<Integer>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << phases; bits++) {
            if (Integer.bitCount(bits) == chosen) {
                Set<Integer> set = new TreeSet<>();
                for (int phase = 1; phase <= phases; phase++) {
                    if ((bits >> (phase - 1) & 1) == 1) {
                        set.add(phase);
                    }
                }
                all.add(set);
            }
        }
        return all;
    }
}
