package dev.strategos.examples.army;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one general tells at the end.
 *
 * @param general who
 * @param vector everybody's army as it decided; empty if it did not
 * @param heard about whom it heard what in which round
 * @param decidedAfterNanos when it decided, counted from the common start; 0 if it did not
 * @param missedStart whether it was not there in time, and so is faulty
 * @param counters what it cost
 */
record ArmyReport(
        NodeId general,
        Map<String, String> vector,
        Map<String, List<Heard>> heard,
        long decidedAfterNanos,
        boolean missedStart,
        Counters counters) {

    /** Copies what it is given. */
    ArmyReport {
        vector = new LinkedHashMap<>(vector);
        heard = new LinkedHashMap<>(heard);
    }

    /**
     * One thing heard.
     *
     * @param from who said it last
     * @param round in which round
     * @param value what was said; null for silence
     */
    record Heard(NodeId from, int round, @Nullable String value) {}
}
