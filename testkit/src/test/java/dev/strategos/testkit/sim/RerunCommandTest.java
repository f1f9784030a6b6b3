package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerunCommandTest {

    @TempDir
    Path folder;

    @Test
    void namesTheModuleBelowTheTopmostProject() throws IOException {
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("mvnw"));
        Path module = Files.createDirectories(folder.resolve("one/two"));
        Files.createFile(folder.resolve("one/pom.xml"));
        Files.createFile(module.resolve("pom.xml"));
        assertThat(RerunCommand.of(module, "a.B$C", "d", 5))
                .isEqualTo("./mvnw -pl one/two -am test '-Dtest=a.B$C#d' -Dstrategos.seed=5"
                        + " -Dsurefire.failIfNoSpecifiedTests=false");
    }

    @Test
    void isShorterForAProjectWithoutModules() throws IOException {
        Files.createFile(folder.resolve("pom.xml"));
        assertThat(RerunCommand.of(folder, "a.B", "d", -5)).isEqualTo("mvn test '-Dtest=a.B#d' -Dstrategos.seed=-5");
    }

    @Test
    void saysItInWordsWhereThereIsNoMaven() {
        assertThat(RerunCommand.of(folder, "a.B", "d", 5))
                .isEqualTo("run a.B#d with the system property -Dstrategos.seed=5");
    }
}
