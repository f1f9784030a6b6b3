package dev.strategos.testkit.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.testkit.sim.Campaign;
import dev.strategos.testkit.sim.FailedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bugs seeded in small protocols: the checkers find nearly all of them, and the shrinker leaves little of the runs in which they do.
 *
 * <p>The table that this prints is also in {@code target/seeded-bugs.txt}.
 */
class SeededBugsTest {

    private static final int SEEDS = Integer.getInteger("strategos.bugs.seeds", 250);
    /** Those that are right run to the last seed, so they are the ones that cost. */
    private static final int SEEDS_OF_THE_RIGHT = Integer.getInteger("strategos.bugs.seeds", 60);

    private static final int SHRINKING = Integer.getInteger("strategos.bugs.shrinking", 200);

    private record Row(Bug bug, Optional<FailedRun> killed) {

        /** How many percent of the decisions of chance the shrinker removed. */
        double removedDecisions() {
            FailedRun run = killed.orElseThrow();
            return percentRemoved(run.decisionsBefore(), run.decisions().size());
        }

        double removedEvents() {
            FailedRun run = killed.orElseThrow();
            return percentRemoved(run.eventsBefore(), run.trace().size());
        }

        private static double percentRemoved(int before, int after) {
            return before == 0 ? 0 : 100.0 * (before - after) / before;
        }

        @Override
        public String toString() {
            if (killed.isEmpty()) {
                return String.format(Locale.ROOT, "%-40s survived %d seeds", bug, SEEDS);
            }
            FailedRun run = killed.get();
            return String.format(
                    Locale.ROOT,
                    "%-40s seed %3d  %4d → %2d decisions %6.1f %%  %6d → %5d events %6.1f %%  %3d runs  %s",
                    bug,
                    run.seed(),
                    run.decisionsBefore(),
                    run.decisions().size(),
                    removedDecisions(),
                    run.eventsBefore(),
                    run.trace().size(),
                    removedEvents(),
                    run.runs(),
                    run.violation()
                            .map(violation -> violation.property())
                            .orElse(run.failure().toString()));
        }
    }

    private static Campaign campaign(Bug bug) {
        return Campaign.of(bug.name(), sim -> bug.scenario.accept(sim, bug))
                .seeds(0, bug.isNone() ? SEEDS_OF_THE_RIGHT : SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*_RIGHT")
    void whatIsRightSurvives(Bug none) {
        assertThat(none.isNone()).isTrue();
        assertThat(campaign(none).run()).isEmpty();
    }

    @Test
    void nearlyAllBugsAreFoundAndShrunk() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Bug bug : Bug.values()) {
            if (!bug.isNone()) {
                rows.add(new Row(bug, campaign(bug).shrinking(SHRINKING).run()));
            }
        }
        List<Row> killed = rows.stream().filter(row -> row.killed.isPresent()).toList();
        double medianDecisions =
                median(killed.stream().map(Row::removedDecisions).toList());
        double medianEvents = median(killed.stream().map(Row::removedEvents).toList());
        List<String> table = new ArrayList<>(rows.stream().map(Row::toString).toList());
        table.add(String.format(
                Locale.ROOT,
                "%d of %d bugs killed; removed in the median: %.1f %% of the decisions, %.1f %% of the events",
                killed.size(),
                rows.size(),
                medianDecisions,
                medianEvents));
        table.forEach(System.out::println);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "seeded-bugs.txt"), table);
        assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
        assertThat(killed).hasSizeGreaterThanOrEqualTo((rows.size() * 95 + 99) / 100);
        assertThat(medianDecisions).isGreaterThanOrEqualTo(95);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
