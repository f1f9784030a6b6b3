package dev.strategos.examples.proof;

import dev.strategos.byzantine.OralStrategy;
import dev.strategos.byzantine.OralVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the search found.
 *
 * @param verdicts by traitors, generals and faults, ascending
 * @param files the strategies that were written, in the order of the verdicts
 * @param nanos how long the search took, without writing
 */
record ProofResult(List<OralVerdict> verdicts, List<Path> files, long nanos) {

    boolean isAsProven() {
        return verdicts.stream().allMatch(OralVerdict::isAsProven);
    }

    long safe() {
        return verdicts.stream().filter(OralVerdict::isSafe).count();
    }

    /** How many of the combinations Theorem 1 speaks of. */
    long promised() {
        return verdicts.stream()
                .filter(verdict -> verdict.isAdmitted() && verdict.traitors() <= verdict.faults())
                .count();
    }

    double millis() {
        return nanos / 1e6;
    }

    /** The one object of {@code --json}. */
    Map<String, Object> toJson() {
        List<Map<String, Object>> combinations = new ArrayList<>();
        int written = 0;
        for (OralVerdict verdict : verdicts) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("generals", verdict.generals());
            one.put("m", verdict.faults());
            one.put("traitors", verdict.traitors());
            one.put("admitted", verdict.isAdmitted());
            one.put("safe", verdict.isSafe());
            one.put(
                    "violated",
                    verdict.strategies().stream().map(OralStrategy::condition).toList());
            if (!files.isEmpty()) {
                int end = written + verdict.strategies().size();
                one.put(
                        "scripts",
                        files.subList(written, end).stream().map(Path::toString).toList());
                written = end;
            }
            combinations.add(one);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("combinations", combinations);
        json.put("safe", safe());
        json.put("unsafe", verdicts.size() - safe());
        json.put("promised", promised());
        json.put("asProven", isAsProven());
        json.put("millis", millis());
        return json;
    }
}
