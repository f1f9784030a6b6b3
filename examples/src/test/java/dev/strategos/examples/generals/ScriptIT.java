package dev.strategos.examples.generals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of signed orders, in memory and between processes that hold the traitors' keys: the same decisions. */
class ScriptIT {

    /** The commander signs one order for one lieutenant, another for the second, and keeps silent to the third. */
    @Test
    void signedLiesDoTheSameInBothWorlds(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("two-orders.script"), """
                general-1/1 round 1 path general-1 to general-2: value attack
                general-1/1 round 1 path general-1 to general-3: value retreat
                general-1/1 round 1 path general-1 to general-4: nothing
                """);
        List<String> memory = List.of("--transport", "memory");
        List<String> tcp = List.of("--transport", "tcp", "--delta", "1000");
        JsonNode decisions = decisions(script, memory);
        assertThat(decisions.toString())
                .isEqualTo("{\"general-2\":\"retreat\",\"general-3\":\"retreat\",\"general-4\":\"retreat\"}");
        assertThat(decisions(script, tcp)).isEqualTo(decisions);
    }

    private static JsonNode decisions(Path script, List<String> transport) {
        List<String> command = new java.util.ArrayList<>(List.of(
                "generals",
                "--json",
                "--algorithm",
                "signed",
                "--traitor-commander",
                "--traitor-script",
                script.toString()));
        command.addAll(transport);
        Launcher played = Launcher.run(command.toArray(String[]::new));
        assertThat(played.status()).as(played.out() + played.err()).isZero();
        return played.json().get("decisions");
    }
}
