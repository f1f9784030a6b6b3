package dev.strategos.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.examples.Launcher;
import dev.strategos.examples.generals.GeneralPlay;
import dev.strategos.examples.launch.CouldNotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFileTest {

    private static final Map<String, Class<? extends Play>> PLAYS = Map.of(GeneralPlay.NAME, GeneralPlay.class);

    private static final String GOOD = """
            {"id": "a", "cluster": "c", "members": {"a": "127.0.0.1:7101", "b": "127.0.0.1:7102"}, "plain": true,
             "play": {"example": "generals", "algorithm": "oral", "faults": 0, "order": "attack", "delta": 100, "skew": 1}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private NodeFile read(String text) throws IOException {
        Path file = folder.resolve("node.json");
        Files.writeString(file, text);
        return NodeFile.read(file, PLAYS);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        NodeFile file = read(GOOD);
        Path copy = folder.resolve("copy.json");
        file.write(copy, GeneralPlay.NAME);
        assertThat(NodeFile.read(copy, PLAYS)).isEqualTo(file);
        assertThat(file.group()).hasToString("[a, b]");
    }

    @Test
    void theExplainedExampleIsAValidFile() {
        NodeFile file = NodeFile.read(Path.of("node.json"), PLAYS);
        assertThat(file.group().size()).isEqualTo(4);
        assertThat(file.play()).isInstanceOf(GeneralPlay.class);
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThatThrownBy(() -> NodeFile.read(folder.resolve("none.json"), PLAYS))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> read("{\n\n oops")).hasMessageContaining("in line 3");
        assertThatThrownBy(() -> read(GOOD.replace("\"a\",", "\"x\",")))
                .hasMessageContaining("id: must be one of the members [a, b], but was 'x'");
        assertThatThrownBy(() -> read(GOOD.replace("\"plain\": true,", "")))
                .hasMessageContaining("tls: must be given, or plain must be true");
        assertThatThrownBy(() -> read(GOOD.replace("\"plain\"", "\"plane\": 1, \"plain\"")))
                .hasMessageContaining("plane");
        assertThatThrownBy(() -> read(GOOD.replace("\"generals\"", "\"chess\"")))
                .hasMessageContaining("chess");
        assertThatThrownBy(() -> read(GOOD.replace("\"oral\"", "\"telepathy\"")))
                .hasMessageContaining("algorithm: must be one of [oral, signed, ")
                .hasMessageContaining("], but was 'telepathy'");
        assertThatThrownBy(() -> read(GOOD.replace("127.0.0.1:7102", "nowhere")).toConfig(folder))
                .hasMessage("members.b: must be host:port, but was 'nowhere'");
    }

    @Test
    void theCommandReportsABadFileAndDoesNotRun() {
        Launcher launcher =
                Launcher.run("node", "--config", folder.resolve("none.json").toString());
        assertThat(launcher.status()).isEqualTo(3);
        assertThat(launcher.err()).startsWith("examples/run node: there is no file");
        assertThat(Launcher.run("node").status()).isEqualTo(2);
    }
}
