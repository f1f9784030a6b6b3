package dev.strategos.examples.generals;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one general tells at the end.
 *
 * @param general who
 * @param decision what it decided; null if it did not
 * @param decidedAfterNanos when, counted from the common start; 0 if it did not
 * @param missedStart whether it was not there in time, and so is faulty
 * @param heard per round, what it heard from whom
 * @param counters what it cost
 */
record GeneralReport(
        NodeId general,
        @Nullable String decision,
        long decidedAfterNanos,
        boolean missedStart,
        List<List<Heard>> heard,
        Counters counters) {

    /** Copies what it is given. */
    GeneralReport {
        heard = heard.stream().map(List::copyOf).toList();
    }

    /**
     * One thing heard.
     *
     * @param from who said it last
     * @param value what was said; null for silence
     */
    record Heard(NodeId from, @Nullable String value) {}
}
