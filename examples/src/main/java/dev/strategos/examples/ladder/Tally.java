package dev.strategos.examples.ladder;

import java.util.BitSet;

/** What became of the numbers at the receiving application. */
final class Tally {

    private final BitSet seen = new BitSet();
    private int highest = -1;
    private long duplicated;
    private long outOfOrder;

    /** All that was delivered will be told again. */
    void clear() {
        seen.clear();
        highest = -1;
        duplicated = 0;
        outOfOrder = 0;
    }

    void delivered(int number) {
        if (seen.get(number)) {
            duplicated++;
        } else if (number < highest) {
            outOfOrder++;
        }
        seen.set(number);
        highest = Math.max(highest, number);
    }

    /** How many different numbers arrived. */
    int distinct() {
        return seen.cardinality();
    }

    long duplicated() {
        return duplicated;
    }

    /** How many numbers arrived after a higher one. */
    long outOfOrder() {
        return outOfOrder;
    }
}
