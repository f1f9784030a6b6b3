package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.testkit.faults.Swarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/testing.md shows is what happens. */
class TestingGuideTest {

    private static void replicasAgree(Simulation sim) {
        Replicas<NaiveCounter> counters =
                sim.nodes("a", "b", "c").faults(Swarm.standard()).start(NaiveCounter::new);
        sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1 + random.nextInt(9), NaiveCounter::add);
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                "counters agree",
                () -> counters.agree(NaiveCounter::value));
    }

    @Test
    void theNaiveCounterFailsAsTheGuideShows(@TempDir Path folder) throws IOException {
        FailedRun run = Campaign.of("org.example.CounterTest#replicasAgree", TestingGuideTest::replicasAgree)
                .seeds(0, 1_000)
                .run()
                .orElseThrow();
        String message = FailureMessage.of(run, folder, new RegressionFile(folder.resolve("x"), false))
                .getMessage();
        String guide = Files.readString(Path.of("..", "docs", "testing.md"));
        assertThat(message.lines()
                        .filter(line -> !line.isEmpty()
                                && !line.contains("system property")
                                && !line.contains("Look at it: file:///")))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(guide).contains(line));
    }
}
