package dev.strategos.examples.detector;

import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What came of a watch.
 *
 * @param scenario what was played
 * @param transport {@code memory} or {@code tcp}
 * @param mishapAtMillis when the mishap began, since the watch began
 * @param sightings what all nodes saw, in the order of time
 * @param reports what the nodes that were alive told at the end
 */
record VigilResult(
        Scenario scenario,
        String transport,
        long mishapAtMillis,
        List<Sighting> sightings,
        Map<NodeId, SentinelReport> reports) {

    /** From the reports that the nodes gave at the end: what came before the watch began is left out. */
    static VigilResult of(
            Scenario scenario,
            String transport,
            long beginMillis,
            long mishapMillis,
            Map<NodeId, SentinelReport> reports) {
        List<Sighting> sightings = new ArrayList<>();
        reports.values()
                .forEach(report -> report.sightings().stream()
                        .map(sighting -> sighting.since(beginMillis))
                        .filter(sighting -> sighting.atMillis() >= 0)
                        .forEach(sightings::add));
        sightings.sort(Comparator.comparingLong(Sighting::atMillis));
        return new VigilResult(scenario, transport, mishapMillis - beginMillis, sightings, reports);
    }

    /** How long after the mishap each of the others began to suspect the victim. */
    Map<String, Long> detectionMillis() {
        Map<String, Long> detection = new LinkedHashMap<>();
        if (scenario.mishap() != Mishap.NONE) {
            for (Sighting sighting : sightings) {
                if (isOfVictim(sighting) && sighting.isSuspicion() && sighting.atMillis() >= mishapAtMillis) {
                    detection.putIfAbsent(sighting.node(), sighting.atMillis() - mishapAtMillis);
                }
            }
        }
        return detection;
    }

    private boolean isOfVictim(Sighting sighting) {
        return sighting.about().equals(scenario.victim().name());
    }

    private boolean concernsVictim(Sighting sighting) {
        return isOfVictim(sighting) || sighting.node().equals(scenario.victim().name());
    }

    /** Suspicions of nodes that had not died: mistakes in the sense of ◊P, also where a node stood still or could not be reached. */
    long mistakes() {
        return count(sighting -> scenario.mishap() != Mishap.KILL || !isOfVictim(sighting) || !isAfterMishap(sighting));
    }

    /** Suspicions that nothing which happened explains: the node lived, was running, and could be reached. */
    long falseSuspicions() {
        return count(sighting -> !isExplained(sighting));
    }

    private long count(Predicate<Sighting> kind) {
        return sightings.stream().filter(Sighting::isSuspicion).filter(kind).count();
    }

    private boolean isAfterMishap(Sighting sighting) {
        return sighting.atMillis() >= mishapAtMillis;
    }

    /** Whether the mishap is still on, or was a moment ago: who goes on has a time-out until it is heard of. */
    private boolean isDuringMishap(Sighting sighting) {
        long end = mishapAtMillis + scenario.length().plus(scenario.bound()).toMillis();
        return isAfterMishap(sighting) && sighting.atMillis() <= end;
    }

    private boolean isExplained(Sighting sighting) {
        return switch (scenario.mishap()) {
            case NONE -> false;
            case KILL -> isOfVictim(sighting) && isAfterMishap(sighting);
            case PAUSE -> isOfVictim(sighting) && isDuringMishap(sighting);
            case PARTITION -> concernsVictim(sighting) && isDuringMishap(sighting);
        };
    }

    long restored() {
        return sightings.stream().filter(sighting -> !sighting.isSuspicion()).count();
    }

    private boolean isDetectedByAll() {
        Map<String, Long> detection = detectionMillis();
        return detection.size() == scenario.nodes() - 1
                && detection.values().stream()
                        .allMatch(millis -> millis <= scenario.bound().toMillis());
    }

    private boolean nobodyIsSuspectedAtTheEnd() {
        return reports.values().stream()
                .flatMap(report -> report.opinions().stream())
                .noneMatch(Opinion::suspected);
    }

    /** Whether all others suspected the victim in time, nobody else was suspected, and whoever lives is trusted at the end. */
    boolean holds() {
        boolean mustBeSeen =
                scenario.mishap() == Mishap.KILL || scenario.length().compareTo(scenario.bound()) > 0;
        boolean seen = scenario.mishap() == Mishap.NONE || !mustBeSeen || isDetectedByAll();
        return seen && falseSuspicions() == 0 && (scenario.mishap() == Mishap.KILL || nobodyIsSuspectedAtTheEnd());
    }

    double accuracy() {
        return reports.values().stream()
                .mapToDouble(SentinelReport::accuracy)
                .average()
                .orElse(Double.NaN);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodes", scenario.nodes());
        json.put("estimator", scenario.estimator().option());
        json.put("transport", transport);
        json.put("intervalMillis", scenario.interval().toMillis());
        json.put("mishap", scenario.mishap().name().toLowerCase(java.util.Locale.ROOT));
        json.put(
                "victim",
                scenario.mishap() == Mishap.NONE ? null : scenario.victim().name());
        json.put("mishapAtMillis", mishapAtMillis);
        json.put("boundMillis", scenario.bound().toMillis());
        json.put("events", sightings);
        json.put("detectionMillis", detectionMillis());
        json.put("falseSuspicions", falseSuspicions());
        json.put("mistakes", mistakes());
        json.put("restored", restored());
        json.put("accuracy", accuracy());
        json.put("held", holds());
        return json;
    }
}
