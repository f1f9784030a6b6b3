package dev.strategos.examples.generals;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of a battle, and whether IC1 and IC2 hold.
 *
 * @param battle what was played
 * @param stage where
 * @param reports what each general told, in the order of the group
 */
record BattleResult(Battle battle, Stage stage, Map<NodeId, GeneralReport> reports) {

    /**
     * Where a battle was played.
     *
     * @param transport {@code tcp} or {@code memory}
     * @param tls whether under mutual TLS
     * @param processes how many processes took part
     * @param virtualTime whether its time was virtual
     */
    record Stage(String transport, boolean tls, int processes, boolean virtualTime) {}

    /** The loyal generals that live; the commander among them, if it is one. */
    List<GeneralReport> bound() {
        return reports.values().stream()
                .filter(report -> battle.isBound(report.general()))
                .toList();
    }

    private List<GeneralReport> boundLieutenants() {
        return bound().stream()
                .filter(report -> !report.general().equals(battle.commander()))
                .toList();
    }

    /** IC1: all loyal lieutenants decided, and the same; of a broadcast that a traitor began, perhaps nothing, all of them. */
    boolean agreement() {
        List<GeneralReport> lieutenants = boundLieutenants();
        if (mayEndWithNothing() && lieutenants.stream().allMatch(report -> report.decision() == null)) {
            return true;
        }
        return lieutenants.stream().allMatch(report -> report.decision() != null)
                && lieutenants.stream().map(GeneralReport::decision).distinct().count() <= 1;
    }

    private boolean mayEndWithNothing() {
        return battle.camp().algorithm() == Algorithm.BRACHA && !battle.isBound(battle.commander());
    }

    /** Rounds by the clock; of votes, the most that a loyal general needed; or the steps of a broadcast: SEND, ECHO, READY. */
    long rounds() {
        if (battle.camp().algorithm() == Algorithm.BRACHA) {
            return 3;
        }
        return battle.camp().algorithm() != Algorithm.ASYNC
                ? battle.camp().rounds()
                : bound().stream()
                        .mapToLong(report -> report.counters().rounds())
                        .max()
                        .orElse(0);
    }

    /** IC2: if the commander is loyal, every loyal lieutenant obeys its order. It binds nobody to a traitor's. */
    boolean validity() {
        return !battle.isBound(battle.commander())
                || boundLieutenants().stream().allMatch(report -> battle.order().equals(report.decision()));
    }

    boolean holds() {
        return agreement() && validity();
    }

    Counters counters() {
        return reports.values().stream().map(GeneralReport::counters).reduce(Counters.ZERO, Counters::plus);
    }

    /** From the common start to the last decision of a loyal general. */
    long elapsedNanos() {
        return bound().stream()
                .mapToLong(GeneralReport::decidedAfterNanos)
                .max()
                .orElse(0);
    }

    /** The one object of {@code --json}. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("algorithm", battle.camp().algorithm().option());
        json.put("generals", battle.camp().group().size());
        json.put("faults", battle.camp().faults());
        json.put("traitors", battle.camp().traitors().stream().map(NodeId::name).toList());
        json.put(
                "killed",
                battle.kill() == null
                        ? List.of()
                        : List.of(battle.kill().general().name()));
        json.put("commander", battle.commander().name());
        json.put("order", battle.order());
        json.put("transport", stage.transport());
        json.put("tls", stage.tls());
        json.put("processes", stage.processes());
        json.put("rounds", rounds());
        if (battle.camp().algorithm() == Algorithm.ASYNC) {
            json.put("coin", Battle.COIN);
        }
        json.put("messages", counters().physicalMessages());
        json.put("bytes", counters().bytes());
        json.put("signatures", counters().signatures());
        json.put("verifications", counters().verifications());
        Map<String, Object> decisions = new LinkedHashMap<>();
        bound().forEach(report ->
                decisions.put(report.general().name(), Objects.requireNonNullElse(report.decision(), "none")));
        json.put("decisions", decisions);
        json.put("agreement", agreement());
        json.put("validity", validity());
        json.put("deltaMillis", battle.camp().delta().toMillis());
        json.put("skewMillis", battle.camp().skew().toMillis());
        json.put("deadlineMillis", battle.camp().duration().toMillis());
        json.put("elapsedMillis", elapsedNanos() / 1_000_000.0);
        return json;
    }
}
