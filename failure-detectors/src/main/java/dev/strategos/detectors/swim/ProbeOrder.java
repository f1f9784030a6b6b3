package dev.strategos.detectors.swim;

import java.util.random.RandomGenerator;

/** Whom a member probes next, by rank. */
final class ProbeOrder {

    private final ProbeSelection selection;
    private final RandomGenerator random;
    private final int[] others;
    private int next;

    ProbeOrder(int members, int self, ProbeSelection selection, RandomGenerator random) {
        this.selection = selection;
        this.random = random;
        this.others = new int[members - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = i < self ? i : i + 1;
        }
        this.next = others.length;
    }

    int next() {
        if (selection == ProbeSelection.RANDOM) {
            return others[random.nextInt(others.length)];
        }
        if (next == others.length) {
            shuffle();
            next = 0;
        }
        return others[next++];
    }

    /** Some members other than one: fewer where there are not so many. */
    int[] helpers(int count, int subject) {
        int[] chosen = new int[Math.min(count, others.length - 1)];
        int found = 0;
        while (found < chosen.length) {
            int candidate = others[random.nextInt(others.length)];
            boolean good = candidate != subject;
            for (int i = 0; i < found; i++) {
                good &= chosen[i] != candidate;
            }
            if (good) {
                chosen[found++] = candidate;
            }
        }
        return chosen;
    }

    private void shuffle() {
        for (int i = others.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = others[i];
            others[i] = others[j];
            others[j] = moved;
        }
    }
}
