package dev.strategos.byzantine;

import org.jspecify.annotations.Nullable;

/** Counts for one agreement, and at the same time for all of them together. */
final class Tally {

    private final @Nullable Tally total;
    private Counters counters = Counters.ZERO;

    Tally(@Nullable Tally total) {
        this.total = total;
    }

    Counters counters() {
        return counters;
    }

    void sent(int logical, int bytes) {
        add(new Counters(logical, 1, bytes, 0, 0, 0));
    }

    void signed() {
        add(new Counters(0, 0, 0, 1, 0, 0));
    }

    void verified() {
        add(new Counters(0, 0, 0, 0, 1, 0));
    }

    void roundClosed() {
        add(new Counters(0, 0, 0, 0, 0, 1));
    }

    private void add(Counters more) {
        counters = counters.plus(more);
        if (total != null) {
            total.add(more);
        }
    }
}
