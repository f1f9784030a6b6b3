package dev.strategos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.documentation.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The outside project of {@code src/it/consumer}, which {@code mvn verify} has built against the staged modules: it runs, and gets at run
 * time what the README says.
 */
class ConsumerIT {

    private static final Path TARGET = Repository.root().resolve("examples/target");
    private static final Path STAGED = TARGET.resolve("local-repository");
    private static final String MAIN = "org.example.consumer.Main";

    @TempDir
    private Path scratch;

    static Stream<String> published() {
        return Repository.PUBLISHED.stream();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            core-api         | a majority of [alice, bob, carol] is 2
            links            | the ladder to bob is reliable
            failure-detectors | bob is suspected: NEVER_HEARD_OF
            byzantine        | the order of alice is signed
            transport-memory | bob heard alice
            transport-netty  | plain TCP is arbitrary
            codec-jackson    | Order[number=7, item=shield]
            storage-mvstore  | the key is durable
            testkit          | a certificate of CN=alice
            """)
    void runsOnTheClassPathAndOnTheModulePath(String module, String line) throws Exception {
        String path = consumer(module).resolve("target/classes") + File.pathSeparator + runTimeClassPath(module);
        assertThat(java("-cp", path, MAIN)).isEqualTo(line);
        assertThat(java("-p", path, "-m", "org.example.consumer/" + MAIN)).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("published")
    void getsAtRunTimeWhatTheReadmeSays(String module) {
        PickTable table = PickTable.parse(Repository.read(Repository.root().resolve("README.md")));
        RunTimeTree tree = RunTimeTree.of("strategos-" + module, runTimeClassPath(module), STAGED);
        assertThat(table.mistakes(tree)).isEmpty();
    }

    @Test
    void theReadmeOffersThePublishedModulesAndNoOthers() {
        PickTable table = PickTable.parse(Repository.read(Repository.root().resolve("README.md")));
        assertThat(table.rows().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        published().map(module -> "strategos-" + module).toList());
    }

    private static Path consumer(String module) {
        return TARGET.resolve("it/consumer").resolve(module);
    }

    private static String runTimeClassPath(String module) {
        Path file = consumer(module).resolve("target/run-time-class-path.txt");
        assertThat(file).as("what './mvnw verify' writes before this test").exists();
        return Repository.read(file);
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended && process.exitValue() == 0)
                .as(
                        "%s%nended: %s%nstandard output: %s%nstandard error: %s",
                        command, ended, Files.readString(out), Files.readString(err))
                .isTrue();
        return Files.readString(out).strip();
    }
}
