package dev.strategos.examples.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A climb between two processes over TCP, and real deaths. */
class LadderIT {

    @ParameterizedTest
    @ValueSource(strings = {"--seed=1", "--crash-receiver", "--crash-sender"})
    void aFifoLinkKeepsItsPromiseBetweenProcesses(String option) {
        Launcher launcher = Launcher.run(
                "ladder",
                "--json",
                "--transport",
                "tcp",
                "--messages",
                "600",
                "--loss",
                "0.1",
                "--reorder",
                "0.1",
                option);
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        JsonNode json = launcher.json();
        assertThat(json.get("sent").asInt()).isEqualTo(600);
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isZero();
        // What was open when an end died is undetermined: delivered once or not at all. The half after that is all
        // there.
        assertThat(json.get("delivered").asInt()).isGreaterThanOrEqualTo(300);
        if (option.startsWith("--seed")) {
            assertThat(json.get("lost").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--crash-receiver", "--crash-sender"})
    void aLoggedLinkLosesNothingWhicheverProcessIsKilled(String crash) {
        Launcher launcher = Launcher.run(
                "ladder",
                "--json",
                "--link",
                "logged",
                "--transport",
                "tcp",
                "--messages",
                "600",
                "--loss",
                "0.1",
                "--reorder",
                "0.1",
                crash);
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        JsonNode json = launcher.json();
        assertThat(json.get("sent").asInt()).isEqualTo(600);
        assertThat(json.get("delivered").asInt()).isEqualTo(600);
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isZero();
    }
}
