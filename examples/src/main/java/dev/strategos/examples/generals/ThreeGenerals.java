package dev.strategos.examples.generals;

import java.util.List;

/**
 * What can happen among a commander and two lieutenants, one of the three a traitor, if the commander gives its order and then each
 * lieutenant tells the other what it was ordered.
 *
 * @param traitor who lies: 1, the commander, or a lieutenant, 2 or 3
 * @param toSecond what general 2 hears of the commander
 * @param toThird what general 3 hears of the commander
 * @param secondSays what general 2 tells general 3
 * @param thirdSays what general 3 tells general 2
 */
record ThreeGenerals(int traitor, String toSecond, String toThird, String secondSays, String thirdSays) {

    /** What a lieutenant learns: all that its decision can depend on. */
    record View(String ordered, String told) {}

    /** What the lieutenant sees. */
    View view(int lieutenant) {
        return lieutenant == 2 ? new View(toSecond, thirdSays) : new View(toThird, secondSays);
    }

    boolean isLoyal(int general) {
        return general != traitor;
    }

    /** Whether IC2 says what loyal lieutenants have to decide: what the commander ordered. */
    boolean isCommanderLoyal() {
        return traitor != 1;
    }

    /** What a loyal commander ordered. */
    String order() {
        return toSecond;
    }

    /** All there are: each traitor, each order, each lie. */
    static List<ThreeGenerals> all() {
        List<ThreeGenerals> all = new java.util.ArrayList<>();
        for (String one : Battle.ORDERS) {
            for (String other : Battle.ORDERS) {
                all.add(new ThreeGenerals(1, one, other, one, other));
                all.add(new ThreeGenerals(2, one, one, other, one));
                all.add(new ThreeGenerals(3, one, one, one, other));
            }
        }
        return all;
    }
}
