package dev.strategos.examples.counters;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run without faults, counted.
 *
 * @param way of agreeing
 * @param generals n
 * @param faults m
 * @param counted what it cost
 */
record Count(Way way, int generals, int faults, Cost counted) {

    /** What the papers say that it costs. */
    Cost theory() {
        return way.theory(generals, faults);
    }

    boolean isExact() {
        return counted.equals(theory());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("algorithm", way.title());
        json.put("generals", generals);
        json.put("faults", faults);
        json.put("messages", counted.messages());
        json.put("reports", counted.reports());
        json.put("signatures", counted.signatures());
        json.put("verifications", counted.verifications());
        json.put("exact", isExact());
        return json;
    }
}
