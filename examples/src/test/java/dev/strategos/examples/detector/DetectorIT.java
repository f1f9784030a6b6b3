package dev.strategos.examples.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.api.Test;

/** Processes that watch each other over TCP, with real signals. */
class DetectorIT {

    @Test
    void survivorsSuspectAProcessThatIsKilled() {
        Launcher launcher = Launcher.run("detector", "--nodes", "4", "--kill", "--json", "--seconds", "1");
        JsonNode json = launcher.json();
        assertThat(json.get("detectionMillis")).as(launcher.out()).hasSize(3);
        assertThat(json.get("restored").asInt()).as(launcher.out()).isZero();
    }

    @Test
    void aProcessThatIsStoppedIsSuspectedAndRestored() {
        Launcher launcher = Launcher.run("detector", "--nodes", "3", "--pause", "3000", "--json", "--seconds", "1");
        JsonNode json = launcher.json();
        assertThat(json.get("detectionMillis")).as(launcher.out()).hasSize(2);
        assertThat(json.get("restored").asInt()).as(launcher.out()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aProcessThatIsCutOffIsSuspectedAndRestored() {
        Launcher launcher = Launcher.run("detector", "--nodes", "3", "--partition", "3000", "--json", "--seconds", "1");
        JsonNode json = launcher.json();
        assertThat(json.get("detectionMillis")).as(launcher.out()).hasSize(2);
        assertThat(json.get("restored").asInt()).as(launcher.out()).isGreaterThanOrEqualTo(4);
    }
}
