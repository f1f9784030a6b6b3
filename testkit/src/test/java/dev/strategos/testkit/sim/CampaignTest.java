package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.properties.PropertyViolation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CampaignTest {

    /** Three counters, of which the naive ones lose what the network loses. */
    private static void countersAgree(Simulation sim) {
        Replicas<NaiveCounter> counters =
                sim.nodes("a", "b", "c").faults(Swarm.standard()).start(NaiveCounter::new);
        sim.inputs(60, Duration.ofSeconds(10), counters, random -> 1 + random.nextInt(9), NaiveCounter::add);
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                "counters agree",
                () -> counters.agree(NaiveCounter::value));
    }

    @Test
    void aFailureIsShrunkToWhatItTakes() {
        FailedRun found = Campaign.of("counter", CampaignTest::countersAgree)
                .shrinking(0)
                .run()
                .orElseThrow();
        FailedRun shrunk =
                Campaign.of("counter", CampaignTest::countersAgree).run().orElseThrow();
        assertThat(shrunk.seed()).isEqualTo(found.seed());
        assertThat(found.decisions()).hasSizeGreaterThan(60);
        assertThat(shrunk.decisionsBefore()).isEqualTo(found.decisions().size());
        assertThat(shrunk.decisions())
                .as("an input and what keeps it from somebody")
                .hasSize(2);
        assertThat(shrunk.decisions())
                .filteredOn(each -> each instanceof Decision.Input)
                .hasSize(1);
        assertThat(shrunk.trace()).hasSizeLessThan(20);
        assertThat(shrunk.violation())
                .get()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("counters agree"));
    }

    @Test
    void whatIsLeftIsLocallyMinimalAndTheSameEveryTime() {
        for (long seed = 0; seed < 30; seed++) {
            Optional<FailedRun> failed = Campaign.of("counter", CampaignTest::countersAgree)
                    .seeds(seed, 1)
                    .run();
            if (failed.isEmpty()) {
                continue;
            }
            FailedRun run = failed.get();
            assertThat(run.runs()).isLessThan(500);
            assertThat(Campaign.of("counter", CampaignTest::countersAgree)
                            .seeds(seed, 1)
                            .run()
                            .orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("failure")
                    .isEqualTo(run);
            assertThat(fails(run.seed(), run.decisions())).isTrue();
            for (Decision each : run.decisions()) {
                List<Decision> without =
                        run.decisions().stream().filter(other -> other != each).toList();
                assertThat(fails(run.seed(), without)).as("without %s", each).isFalse();
            }
        }
    }

    private static boolean fails(long seed, List<Decision> decisions) {
        return SeedRun.of(seed, Script.keeping(decisions, Script.FrameKey.NUMBER), CampaignTest::countersAgree)
                        .failure()
                != null;
    }

    /** Writing down what chance decides, and following all of it again, changes nothing. */
    @Test
    void aRunThatIsWrittenDownIsTheSameRun() {
        for (long seed = 0; seed < 50; seed++) {
            SeedRun free = SeedRun.of(seed, Script.free(), CampaignTest::countersAgree);
            SeedRun written = SeedRun.of(seed, Script.writing(), CampaignTest::countersAgree);
            SeedRun followed = SeedRun.of(
                    seed, Script.keeping(written.decisions(), Script.FrameKey.NUMBER), CampaignTest::countersAgree);
            assertThat(written.trace()).isEqualTo(free.trace());
            assertThat(followed.trace()).isEqualTo(free.trace());
            assertThat(followed.decisions()).isEqualTo(written.decisions());
        }
    }

    @Test
    void shrinkingKeepsToTheSameFailure() {
        FailedRun run = Campaign.of("two bugs", sim -> {
                    Replicas<NaiveCounter> counters = sim.nodes("a", "b").start(NaiveCounter::new);
                    sim.inputs(10, Duration.ofSeconds(1), counters, random -> 1, NaiveCounter::add);
                    sim.run(Duration.ofSeconds(2));
                    if (counters.at("a").value() == 0) {
                        throw new IllegalStateException("another bug, which needs fewer inputs");
                    }
                    sim.await(
                            "never",
                            Duration.ofSeconds(1),
                            () -> counters.at("a").value() < 5);
                })
                .run()
                .orElseThrow();
        assertThat(run.failure()).isInstanceOf(PropertyViolation.class);
        assertThat(run.decisions()).hasSize(5);
    }

    @Test
    void theLowestSeedThatFailsIsFoundByAnyNumberOfWorkers() {
        Consumer<Simulation> scenario = sim -> {
            if (sim.seed() >= 40 && sim.seed() % 10 == 7) {
                throw new IllegalStateException("seven");
            }
        };
        for (int workers = 1; workers <= 8; workers++) {
            assertThat(Campaign.of("seven", scenario).workers(workers).run())
                    .get()
                    .satisfies(run -> assertThat(run.seed()).isEqualTo(47));
        }
        assertThat(Campaign.of("seven", scenario).seeds(-100, 140).run()).isEmpty();
    }

    @Test
    void aTestThatFailsOnceOnlyIsCalledWhatItIs() {
        AtomicInteger runs = new AtomicInteger();
        FailedRun run = Campaign.of("flaky", sim -> {
                    if (runs.incrementAndGet() == 5) {
                        throw new IllegalStateException();
                    }
                })
                .workers(1)
                .run()
                .orElseThrow();
        assertThat(run.failure())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("seed 4 failed, and then did not");
    }

    @Test
    void wrongValuesAreNamed() {
        Campaign campaign = Campaign.of("none", sim -> {});
        assertThatThrownBy(() -> campaign.seeds(5, 0)).hasMessageContaining("howMany: must be 1 to");
        assertThatThrownBy(() -> campaign.seeds(Long.MAX_VALUE, 2)).hasMessageContaining("howMany: must be 1 to");
        assertThatThrownBy(() -> campaign.workers(0)).hasMessageContaining("threads: must be at least 1");
        assertThatThrownBy(() -> campaign.shrinking(-1)).hasMessageContaining("runs: must be zero or more");
    }
}
