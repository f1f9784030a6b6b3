package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionFileTest {

    @TempDir
    Path folder;

    @Test
    void keepsEachSeedOnce() throws IOException {
        RegressionFile file = new RegressionFile(folder.resolve("a/b.seeds"), true);
        assertThat(file.seedsOf("test")).isEmpty();
        assertThat(file.keep("test", 5, new IllegalStateException("one\ntwo"))).isPresent();
        assertThat(file.keep("test", -6, new IllegalStateException())).isPresent();
        assertThat(file.keep("test", 5, new IllegalStateException())).isEmpty();
        assertThat(file.keep("other", 5, new IllegalStateException())).isPresent();
        assertThat(file.seedsOf("test")).containsExactly(5L, -6L);
        assertThat(Files.readString(file.file())).startsWith("test 5  # java.lang.IllegalStateException: one\ntest -6");
    }

    @Test
    void writesNothingWhereItMayNot() {
        RegressionFile file = new RegressionFile(folder.resolve("b.seeds"), false);
        assertThat(file.keep("test", 5, new IllegalStateException())).isEmpty();
        assertThat(file.file()).doesNotExist();
    }

    @Test
    void namesALineThatItCannotRead() throws IOException {
        Path path = Files.writeString(folder.resolve("b.seeds"), "test five\n");
        assertThatThrownBy(() -> new RegressionFile(path, true).seedsOf("test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a line must be 'method seed  # why', but is 'test five'");
    }
}
