package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureReportTest {

    @TempDir
    Path folder;

    /** Found by its name in META-INF/services; speaks of this test's scenarios only. */
    public static final class Noting implements FailureReport {

        @Override
        public Optional<String> report(FailedRun run) {
            if (run.scenario().equals("reported#broken")) {
                throw new IllegalStateException("a report that fails");
            }
            return run.scenario().equals("reported#test")
                    ? Optional.of("seed " + run.seed() + " has " + run.trace().size() + " events")
                    : Optional.empty();
        }
    }

    private AssertionError errorOf(String scenario) {
        FailedRun run = new FailedRun(
                scenario,
                7,
                new IllegalStateException("what was thrown"),
                List.of(),
                List.of(),
                record -> null,
                3,
                5,
                2);
        return FailureMessage.of(run, folder, new RegressionFile(folder.resolve("x"), false));
    }

    @Test
    void itsLineIsInTheMessage() {
        assertThat(errorOf("reported#test"))
                .hasMessageContaining("\nseed 7 has 0 events")
                .hasMessageContaining("\nLook at it: file:")
                .hasMessageContaining("test fails with seed 7: java.lang.IllegalStateException: what was thrown")
                .hasMessageContaining("What it takes: 0 of 3 decisions of chance, 0 of 5 events (2 runs)")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatItThrowsHidesNothing() {
        assertThat(errorOf("reported#broken"))
                .hasMessageContaining("what was thrown")
                .hasSuppressedException(new IllegalStateException("a report that fails"));
    }

    @Test
    void othersAreLeftAlone() {
        assertThat(errorOf("another#test").getMessage())
                .contains("events (2 runs)\nLook at it: file:")
                .doesNotContain("seed 7 has");
    }
}
