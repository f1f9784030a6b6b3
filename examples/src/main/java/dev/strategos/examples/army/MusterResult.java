package dev.strategos.examples.army;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a muster, and whether interactive consistency holds.
 *
 * @param muster what was played
 * @param transport {@code tcp} or {@code memory}
 * @param tls whether under mutual TLS
 * @param reports what each general told, in the order of the group
 */
record MusterResult(Muster muster, String transport, boolean tls, Map<NodeId, ArmyReport> reports) {

    List<ArmyReport> loyal() {
        return reports.values().stream()
                .filter(report -> !muster.camp().isTraitor(report.general()))
                .toList();
    }

    /** All loyal generals decided, and the same vector. */
    boolean agreement() {
        return loyal().stream().noneMatch(report -> report.vector().isEmpty())
                && loyal().stream().map(ArmyReport::vector).distinct().count() <= 1;
    }

    /** In every loyal general's vector, each loyal general's army has its true size. */
    boolean validity() {
        return loyal().stream()
                .allMatch(knowing -> loyal().stream()
                        .allMatch(known -> muster.sizeOf(known.general())
                                .equals(knowing.vector().get(known.general().name()))));
    }

    boolean holds() {
        return agreement() && validity();
    }

    Counters counters() {
        return reports.values().stream().map(ArmyReport::counters).reduce(Counters.ZERO, Counters::plus);
    }

    /** From the common start to the last decision of a loyal general. */
    long elapsedNanos() {
        return loyal().stream().mapToLong(ArmyReport::decidedAfterNanos).max().orElse(0);
    }

    /** The one object of {@code --json}. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("algorithm", muster.camp().algorithm().option());
        json.put("generals", muster.camp().group().size());
        json.put("faults", muster.camp().faults());
        json.put("sizes", muster.sizes());
        json.put("traitors", muster.camp().traitors().stream().map(NodeId::name).toList());
        json.put("transport", transport);
        json.put("tls", tls);
        json.put("rounds", muster.camp().rounds());
        json.put("messages", counters().physicalMessages());
        json.put("bytes", counters().bytes());
        json.put("signatures", counters().signatures());
        json.put("verifications", counters().verifications());
        Map<String, Object> vectors = new LinkedHashMap<>();
        loyal().forEach(report -> vectors.put(report.general().name(), report.vector()));
        json.put("vectors", vectors);
        json.put("agreement", agreement());
        json.put("validity", validity());
        json.put("elapsedMillis", elapsedNanos() / 1_000_000.0);
        return json;
    }
}
