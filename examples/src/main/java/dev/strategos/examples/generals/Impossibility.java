package dev.strategos.examples.generals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why no rule saves three generals: two loyal lieutenants of one scenario, each of whom cannot tell it from another in which a loyal
 * commander has to be obeyed, one of them in attacking, the other in retreating (Lamport, Shostak, Pease 1982, section 2).
 *
 * @param obeyed what {@code first} cannot tell from {@code torn}, and where it has to obey
 * @param torn where the commander lies, and the two lieutenants have to do different things
 * @param obeyedToo what {@code second} cannot tell from {@code torn}
 * @param first the one lieutenant
 * @param second the other
 */
record Impossibility(ThreeGenerals obeyed, ThreeGenerals torn, ThreeGenerals obeyedToo, int first, int second) {

    /** Searches all that can happen; the first chain that is found. */
    static Optional<Impossibility> find() {
        List<ThreeGenerals> all = ThreeGenerals.all();
        for (ThreeGenerals torn : all) {
            for (int[] pair : new int[][] {{2, 3}, {3, 2}}) {
                if (!torn.isLoyal(pair[0]) || !torn.isLoyal(pair[1])) {
                    continue;
                }
                for (ThreeGenerals obeyed : all) {
                    for (ThreeGenerals obeyedToo : all) {
                        if (forces(obeyed, torn, pair[0])
                                && forces(obeyedToo, torn, pair[1])
                                && obeyed.order().equals(Battle.ATTACK)
                                && obeyedToo.order().equals(Battle.RETREAT)) {
                            return Optional.of(new Impossibility(obeyed, torn, obeyedToo, pair[0], pair[1]));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the lieutenant has to obey in the one scenario, and sees the same in the other. */
    private static boolean forces(ThreeGenerals obeyed, ThreeGenerals other, int lieutenant) {
        return obeyed.isCommanderLoyal()
                && obeyed.isLoyal(lieutenant)
                && obeyed.view(lieutenant).equals(other.view(lieutenant));
    }

    /** How many pairs of rules there are, one for each lieutenant: a decision for each of the four things that it may see. */
    static int pairsOfRules() {
        return rules().size() * rules().size();
    }

    /** How many of them break IC1 or IC2 in no scenario. */
    static long pairsThatHold() {
        long holding = 0;
        for (Map<ThreeGenerals.View, String> second : rules()) {
            for (Map<ThreeGenerals.View, String> third : rules()) {
                boolean holds = ThreeGenerals.all().stream().allMatch(scenario -> holds(scenario, second, third));
                holding += holds ? 1 : 0;
            }
        }
        return holding;
    }

    private static boolean holds(
            ThreeGenerals scenario, Map<ThreeGenerals.View, String> second, Map<ThreeGenerals.View, String> third) {
        String decidedBySecond = second.get(scenario.view(2));
        String decidedByThird = third.get(scenario.view(3));
        if (!scenario.isCommanderLoyal()) {
            return decidedBySecond != null && decidedBySecond.equals(decidedByThird);
        }
        String decided = scenario.isLoyal(2) ? decidedBySecond : decidedByThird;
        return scenario.order().equals(decided);
    }

    private static List<Map<ThreeGenerals.View, String>> rules() {
        List<Map<ThreeGenerals.View, String>> rules = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            Map<ThreeGenerals.View, String> rule = new LinkedHashMap<>();
            for (String ordered : Battle.ORDERS) {
                for (String told : Battle.ORDERS) {
                    rule.put(new ThreeGenerals.View(ordered, told), Battle.ORDERS.get(number >>> rule.size() & 1));
                }
            }
            rules.add(rule);
        }
        return rules;
    }
}
