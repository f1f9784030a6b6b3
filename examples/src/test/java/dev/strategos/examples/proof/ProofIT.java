package dev.strategos.examples.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.OralAdversary;
import dev.strategos.byzantine.OralStrategy;
import dev.strategos.examples.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same script in memory and between processes over TCP: the same decisions, and those that were predicted. */
class ProofIT {

    @ParameterizedTest
    @CsvSource({"3,1,1,IC2", "4,1,2,IC1", "5,2,2,IC1"})
    void aScriptDoesTheSameInBothWorlds(
            int generals, int faults, int traitors, OralStrategy.Condition condition, @TempDir Path folder)
            throws IOException {
        StrategyFile file = new StrategyFile(new OralAdversary()
                .against(generals, faults, traitors)
                .against(condition)
                .orElseThrow());
        Path script = file.writeTo(folder);
        for (List<String> transport :
                List.of(List.of("--transport", "memory"), List.of("--transport", "tcp", "--delta", "1000"))) {
            List<String> command = new ArrayList<>(file.command(script));
            command.addAll(transport);
            command.add("--json");
            Launcher played = Launcher.run(command.toArray(String[]::new));
            assertThat(played.status()).as(played.out() + played.err()).isEqualTo(1);
            assertThat(played.json().get("transport").asText()).isEqualTo(transport.get(1));
            ProofCommandTest.assertPredicted(file, played.json());
        }
    }
}
