package dev.strategos.examples.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.byzantine.OralAdversary;
import dev.strategos.byzantine.OralStrategy;
import dev.strategos.examples.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofCommandTest {

    @Test
    void printsATablePerNumberOfTraitors() {
        Launcher launcher = Launcher.run("proof", "--max-n", "7", "--max-m", "2", "--max-f", "2");
        assertThat(launcher.status()).as(launcher.err()).isZero();
        assertThat(launcher.out())
                .contains("f = 1: one traitor", "f = 2: 2 traitors")
                .containsPattern("n +OM\\(1\\) +OM\\(2\\)")
                .containsPattern("3  \\(✗ IC2\\)")
                .containsPattern("4  ✓ +\\(✗ IC1\\+2\\)")
                .containsPattern("6  ✗ IC1 +\\(✗ IC1\\+2\\)")
                .containsPattern("7  ✗ IC1 +✓")
                .contains("Of the 6 that Theorem 1 speaks of (n > 3m, f ≤ m), all are safe.");
    }

    @Test
    void printsOneObject() {
        JsonNode json = Launcher.run("proof", "--json").json();
        assertThat(json.get("asProven").asBoolean()).isTrue();
        assertThat(json.get("safe").asInt() + json.get("unsafe").asInt())
                .isEqualTo(json.get("combinations").size());
        for (JsonNode one : json.get("combinations")) {
            boolean promised = one.get("admitted").asBoolean()
                    && one.get("traitors").asInt() <= one.get("m").asInt();
            assertThat(one.get("safe").asBoolean() || !promised).as("%s", one).isTrue();
            assertThat(one.get("violated").isEmpty()).isEqualTo(one.get("safe").asBoolean());
        }
    }

    /** Every strategy that is written plays as its file predicts: the shipped protocol, in memory. */
    @Test
    void whatItWritesPlaysAsPredicted(@TempDir Path folder) throws IOException {
        Path scripts = folder.resolve("scripts");
        Launcher launcher = Launcher.run("proof", "--max-n", "5", "--max-f", "2", "--export", scripts.toString());
        assertThat(launcher.out()).contains("strategies written to " + scripts);
        Map<String, StrategyFile> expected = new LinkedHashMap<>();
        OralAdversary adversary = new OralAdversary();
        for (int generals = 3; generals <= 5; generals++) {
            for (int faults = 1; faults <= generals - 2; faults++) {
                for (int traitors = 1; traitors <= Math.min(2, generals - 2); traitors++) {
                    for (OralStrategy strategy :
                            adversary.against(generals, faults, traitors).strategies()) {
                        StrategyFile file = new StrategyFile(strategy);
                        expected.put(file.name(), file);
                    }
                }
            }
        }
        try (Stream<Path> files = Files.list(scripts)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
        }
        for (StrategyFile file : expected.values()) {
            List<String> command = new ArrayList<>(file.command(scripts.resolve(file.name())));
            assertThat(Files.readString(scripts.resolve(file.name())))
                    .contains("# examples/run " + String.join(" ", command));
            command.addAll(List.of("--transport", "memory", "--json"));
            Launcher played = Launcher.run(command.toArray(String[]::new));
            assertThat(played.status()).as(played.err()).isEqualTo(1);
            assertPredicted(file, played.json());
        }
    }

    static void assertPredicted(StrategyFile file, JsonNode json) {
        Map<String, String> decisions = new LinkedHashMap<>();
        file.predicted()
                .forEach((general, decision) -> decisions.put(
                        general, json.get("decisions").get(general).asText()));
        assertThat(decisions).isEqualTo(file.predicted());
        String broken = file.strategy().condition() == OralStrategy.Condition.IC1 ? "agreement" : "validity";
        assertThat(json.get(broken).asBoolean()).as(broken).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"--max-n,2,3 to 30", "--max-n,31,3 to 30", "--max-m,0,1 to 28", "--max-f,29,1 to 28"})
    void refusesWhatIsOutOfRange(String option, String value, String range) {
        Launcher launcher = Launcher.run("proof", option, value);
        assertThat(launcher.status()).isEqualTo(2);
        assertThat(launcher.err()).contains(option + ": must be " + range + ", but was " + value);
    }
}
