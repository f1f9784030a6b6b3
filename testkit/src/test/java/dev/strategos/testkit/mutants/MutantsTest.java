package dev.strategos.testkit.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantsTest {

    private static final Path SOURCES = Path.of("src/test/java");

    @TempDir
    private Path folder;

    private DynamicTest mutant(String original, String replacement) throws IOException {
        Files.writeString(folder.resolve("some-bug.mutant"), """
                It goes wrong.
                file: dev/strategos/testkit/mutants/fixture/Counter.java
                killed by: dev.strategos.testkit.mutants.fixture.CounterCheck#counts
                - %s
                + %s
                """.formatted(original, replacement));
        List<DynamicTest> tests = Mutants.in(folder, SOURCES).toList();
        assertThat(tests)
                .singleElement()
                .extracting(DynamicTest::getDisplayName)
                .isEqualTo("some-bug");
        return tests.get(0);
    }

    @Test
    void aMutantOnWhichItsTestFailsIsKilled() throws IOException {
        DynamicTest killed = mutant("count++;", "count += 2;");
        assertThatCode(() -> killed.getExecutable().execute()).doesNotThrowAnyException();
    }

    @Test
    void aMutantThatNoTestNoticesIsReported() throws IOException {
        DynamicTest survivor = mutant("return \"so many: \" + count;", "return \"none\";");
        assertThatThrownBy(() -> survivor.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mutant 'some-bug' survived")
                .hasMessageContaining("CounterCheck#counts: It goes wrong.");
    }

    @Test
    void anEditThatDoesNotApplyOrCompileIsReported() throws IOException {
        DynamicTest gone = mutant("count--;", "count++;");
        assertThatThrownBy(() -> gone.getExecutable().execute()).hasMessageContaining("no longer applies");
        DynamicTest ambiguous = mutant("}", "");
        assertThatThrownBy(() -> ambiguous.getExecutable().execute()).hasMessageContaining("twice");
        DynamicTest broken = mutant("count++;", "count = \"one\";");
        assertThatThrownBy(() -> broken.getExecutable().execute()).hasMessageContaining("does not compile");
    }

    @Test
    void aMutantWithoutItsPartsIsRefused() throws IOException {
        Files.writeString(folder.resolve("some-bug.mutant"), "just a story\n");
        assertThatThrownBy(() -> Mutants.in(folder, SOURCES)).hasMessageContaining("must have a line 'killed by: …'");
        Files.delete(folder.resolve("some-bug.mutant"));
        assertThatThrownBy(() -> Mutants.in(folder, SOURCES)).hasMessageContaining("there is no mutant");
    }
}
