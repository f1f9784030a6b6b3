package dev.strategos.examples.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command, in memory. */
class DetectorCommandTest {

    private static JsonNode held(String... arguments) {
        Launcher launcher = Launcher.run(arguments);
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        return launcher.json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chen", "bertier", "phi", "growing", "fixed"})
    void everySurvivorSuspectsWhoIsKilledWithinTheBoundWithAnyEstimator(String estimator) {
        JsonNode json = held("detector", "--transport", "memory", "--kill", "--json", "--estimator", estimator);
        assertThat(json.get("detectionMillis"))
                .hasSize(3)
                .allSatisfy(millis -> assertThat(millis.asLong())
                        .isBetween(1L, json.get("boundMillis").asLong()));
        assertThat(json.get("falseSuspicions").asInt()).isZero();
        assertThat(json.get("mistakes").asInt()).isZero();
        assertThat(json.get("restored").asInt()).isZero();
        JsonNode event = json.get("events").get(0);
        assertThat(event.get("kind").asText()).isEqualTo("suspect");
        assertThat(event.get("about").asText()).isEqualTo("n4");
        assertThat(event.get("atMillis").asLong()).isGreaterThan(2_500);
        assertThat(event.get("node").asText()).isNotEqualTo("n4");
    }

    @Test
    void whoIsPausedIsSuspectedByMistakeButNotFalselyAndRestored() {
        JsonNode json = held("detector", "--transport", "memory", "--pause", "3000", "--json", "--nodes", "3");
        assertThat(json.get("detectionMillis")).hasSize(2);
        assertThat(json.get("falseSuspicions").asInt()).isZero();
        assertThat(json.get("mistakes").asInt()).isEqualTo(2);
        assertThat(json.get("restored").asInt()).isEqualTo(2);
    }

    @Test
    void whoIsCutOffSuspectsAllAndIsSuspectedByAll() {
        JsonNode json = held("detector", "--transport", "memory", "--partition", "5000", "--json");
        assertThat(json.get("falseSuspicions").asInt()).isZero();
        assertThat(json.get("mistakes").asInt()).isEqualTo(6);
        assertThat(json.get("restored").asInt()).isEqualTo(6);
    }

    @Test
    void withoutAMishapNobodyIsSuspected() {
        JsonNode json = held("detector", "--transport", "memory", "--json", "--seconds", "600");
        assertThat(json.get("events")).isEmpty();
        assertThat(json.get("accuracy").asDouble()).isEqualTo(1);
    }

    @Test
    void tellsATimelineAndAVerdict() {
        Launcher launcher = Launcher.run("detector", "--transport", "memory", "--kill", "--estimator", "phi");
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out())
                .contains(
                        "-- n4 is killed --", "n1 suspects n4 (UNANSWERED)", "SUSPECTED", "φ ", "held: each survivor");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(Launcher.run("detector", "--nodes", "1").err()).contains("--nodes: must be 2 to 64");
        assertThat(Launcher.run("detector", "--kill", "--pause", "5").status()).isEqualTo(2);
        assertThat(Launcher.run("detector", "--pause", "0").err()).contains("at least 1 ms");
        Launcher forEver = Launcher.run("detector", "--transport", "memory", "--pause", "9223372036854775807");
        assertThat(forEver.err()).contains("at most 86400000 ms");
        assertThat(forEver.status()).isEqualTo(2);
        assertThat(Launcher.run("detector", "--interval", "1").err()).contains("--interval: must be 20 to 60000 ms");
        assertThat(Launcher.run("detector", "--seconds", "0").err()).contains("--seconds");
    }
}
