package dev.strategos.examples.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderCommandTest {

    private static JsonNode climb(String... options) {
        List<String> arguments = new ArrayList<>(List.of("ladder", "--json", "--messages", "5000"));
        arguments.addAll(List.of(options));
        Launcher launcher = Launcher.run(arguments.toArray(String[]::new));
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        return launcher.json();
    }

    @Test
    void aFairLossLinkShowsWhatTheNetworkDoes() {
        JsonNode json = climb("--link", "fair-loss");
        assertThat(json.get("lost").asInt()).isPositive();
        assertThat(json.get("duplicated").asInt()).isPositive();
        assertThat(json.get("outOfOrder").asInt()).isPositive();
        assertThat(json.get("retransmits").asInt()).isZero();
    }

    @Test
    void aStubbornLinkLosesLessAndRepeatsMore() {
        JsonNode json = climb("--link", "stubborn");
        assertThat(json.get("lost").asInt()).isLessThan(100);
        assertThat(json.get("duplicated").asInt()).isGreaterThan(5_000);
    }

    @Test
    void aReliableLinkLosesAndRepeatsNothing() {
        JsonNode json = climb("--link", "reliable");
        assertThat(json.get("lost").asInt()).isZero();
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isPositive();
        assertThat(json.get("retransmits").asInt()).isPositive();
    }

    @Test
    void aFifoLinkKeepsTheOrderToo() {
        JsonNode json = climb("--link", "fifo");
        assertThat(json.get("delivered").asInt()).isEqualTo(5_000);
        assertThat(json.get("lost").asInt()).isZero();
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isZero();
    }

    @Test
    void drawsAPictureOfTheRun(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("run.html");
        Launcher launcher = Launcher.run("ladder", "--json", "--messages", "20", "--trace", page.toString());
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        assertThat(page)
                .content()
                .contains("<h1 id=\"title\">20 numbers over fifo, seed 1</h1>", "\"receiver\",\"sender\"");
        Launcher overTcp = Launcher.run("ladder", "--transport", "tcp", "--trace", page.toString());
        assertThat(overTcp.status()).isEqualTo(2);
        assertThat(overTcp.err()).contains("--trace: only with --transport memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--crash-receiver", "--crash-sender"})
    void aCrashLosesAtMostAWindowAndRepeatsNothing(String crash) {
        JsonNode json = climb("--link", "fifo", crash);
        assertThat(json.get("lost").asInt()).isLessThanOrEqualTo(4096);
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed=2", "--crash-receiver", "--crash-sender", "--crash-sender --crash-receiver"})
    void aLoggedLinkLosesAndRepeatsNothingWhicheverEndDies(String crash) {
        List<String> options = new ArrayList<>(List.of("--link", "logged"));
        options.addAll(List.of(crash.split(" ")));
        JsonNode json = climb(options.toArray(String[]::new));
        assertThat(json.get("sent").asInt()).isEqualTo(5_000);
        assertThat(json.get("delivered").asInt()).isEqualTo(5_000);
        assertThat(json.get("lost").asInt()).isZero();
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("outOfOrder").asInt()).isZero();
    }

    @Test
    void countsWhatWasSentAgainWithoutNeed() {
        JsonNode json = climb("--link", "reliable", "--duplicate", "0");
        assertThat(json.get("spurious").asInt())
                .isPositive()
                .isLessThan(json.get("retransmits").asInt());
        assertThat(climb("--link", "fair-loss").get("spurious").asInt()).isZero();
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertThat(climb("--seed", "7")).isEqualTo(climb("--seed", "7")).isNotEqualTo(climb("--seed", "8"));
    }

    @Test
    void printsATableAndWhatWasPromised() {
        Launcher launcher = Launcher.run("ladder", "--messages", "100");
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out()).contains("delivered", "outOfOrder", "kept: a FIFO link promises");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--loss 1|--loss: must be below 1",
                "--loss 2|--loss: must be within 0 to 1, but was 2.0",
                "--duplicate -1|--duplicate: must be within 0 to 1",
                "--messages 1|--messages: must be at least 2, but was 1",
                "--link rope|must be fair-loss, stubborn, reliable, fifo or logged, but was 'rope'",
                "--transport pigeon|pigeon"
            })
    void refusesWrongUsage(String options, String why) {
        List<String> arguments = new ArrayList<>(List.of("ladder"));
        arguments.addAll(List.of(options.split(" ")));
        Launcher launcher = Launcher.run(arguments.toArray(String[]::new));
        assertThat(launcher.status()).as(launcher.err()).isEqualTo(2);
        assertThat(launcher.err()).contains(why);
        assertThat(launcher.out()).isEmpty();
    }
}
