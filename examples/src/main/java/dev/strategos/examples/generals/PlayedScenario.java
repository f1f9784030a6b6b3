package dev.strategos.examples.generals;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scenario, and what OM(1) made of it.
 *
 * @param scenario what was said
 * @param result what was decided
 */
record PlayedScenario(ThreeGenerals scenario, BattleResult result) {

    /** What a loyal lieutenant decided. */
    String decision(int lieutenant) {
        return String.valueOf(result.bound().stream()
                .filter(report -> report.general().name().equals("general-" + lieutenant))
                .map(GeneralReport::decision)
                .findFirst()
                .orElse("–"));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("traitor", "general-" + scenario.traitor());
        json.put("general2", view(2));
        json.put("general3", view(3));
        json.put("agreement", result.agreement());
        json.put("validity", result.validity());
        return json;
    }

    private Map<String, Object> view(int lieutenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loyal", scenario.isLoyal(lieutenant));
        json.put("ordered", scenario.view(lieutenant).ordered());
        json.put("told", scenario.view(lieutenant).told());
        if (scenario.isLoyal(lieutenant)) {
            json.put("decision", decision(lieutenant));
        }
        return json;
    }
}
