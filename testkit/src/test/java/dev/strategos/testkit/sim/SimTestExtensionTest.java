package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.strategos.testkit.faults.Swarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * What a test author sees of {@link SimTest}: JUnit runs small test classes, and their events are looked at.
 */
class SimTestExtensionTest {

    @TempDir
    Path folder;

    private Events run(Class<?> type, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameter(
                        "strategos.regressions", folder.resolve("simtest").toString());
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute().allEvents();
    }

    private static List<String> started(Events events) {
        return events.started()
                .filter(event -> event.getTestDescriptor().isTest())
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    private static String onlyFailure(Events events) {
        List<String> messages = events.failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    /** Classes that JUnit makes itself leave no other way to look into them. */
    static final class Seen {
        static final ConcurrentLinkedQueue<Long> SEEDS = new ConcurrentLinkedQueue<>();
        static final AtomicInteger INSTANCES = new AtomicInteger();
    }

    static class Passing {

        private int runs;

        Passing() {
            Seen.INSTANCES.incrementAndGet();
        }

        @SimTest(
                seeds = 20,
                pinned = {77, -3})
        void sees(Simulation sim) {
            Seen.SEEDS.add(sim.seed());
            assertThat(++runs).as("an instance per seed").isEqualTo(1);
        }
    }

    @Test
    void runsPinnedSeedsEachOnItsOwnAndFreshOnesTogether() {
        Seen.SEEDS.clear();
        Seen.INSTANCES.set(0);
        Events events = run(Passing.class);
        assertThat(started(events)).containsExactly("seed 77", "seed -3", "20 seeds from 0 on");
        assertThat(events.failed().count()).isZero();
        assertThat(Seen.SEEDS).hasSize(22).contains(77L, -3L, 0L, 19L).doesNotHaveDuplicates();
        assertThat(Seen.INSTANCES.get()).isGreaterThanOrEqualTo(22);
    }

    @Test
    void parametersChooseSeeds() {
        assertThat(started(run(Passing.class, "strategos.seed", "123"))).containsExactly("seed 123");
        assertThat(started(run(Passing.class, "strategos.seeds", "5", "strategos.firstSeed", "1000")))
                .containsExactly("seed 77", "seed -3", "5 seeds from 1000 on");
    }

    static class Failing {
        @SimTest(seeds = 200)
        void countersAgree(Simulation sim) {
            Replicas<NaiveCounter> counters =
                    sim.nodes("a", "b", "c").faults(Swarm.standard()).start(NaiveCounter::new);
            sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1 + random.nextInt(9), NaiveCounter::add);
            sim.runThenHeal(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    "counters agree",
                    () -> counters.agree(NaiveCounter::value));
        }
    }

    @Test
    void aFailureTellsItsSeedAndHowToRunItAgain() {
        String message = onlyFailure(run(Failing.class));
        long seed = Long.parseLong(message.replaceAll("(?s).*?fails with seed (-?\\d+): .*", "$1"));
        assertThat(message)
                .contains("counters agree is violated: it did not come to hold within PT5S")
                .contains("test '-Dtest=" + Failing.class.getName() + "#countersAgree' -Dstrategos.seed=" + seed)
                .contains("What it takes: ");
        String again = onlyFailure(run(Failing.class, "strategos.seed", String.valueOf(seed)));
        assertThat(withoutKeeping(again)).isEqualTo(withoutKeeping(message));
    }

    private static String withoutKeeping(String message) {
        return message.replaceAll("\n\nThe seed is kept in .*", "");
    }

    @Test
    void anyNumberOfWorkersFindsTheSame() {
        String one = onlyFailure(run(Failing.class, "strategos.workers", "1"));
        String eight =
                onlyFailure(run(Failing.class, "strategos.workers", "8", "strategos.regressions", folder + "/other"));
        assertThat(withoutKeeping(eight)).isEqualTo(withoutKeeping(one));
    }

    @Test
    void aFailingSeedIsKeptAndRunsFirst() throws IOException {
        Path file = folder.resolve("simtest").resolve(Failing.class.getName() + ".seeds");
        String message = onlyFailure(run(Failing.class));
        assertThat(Files.exists(file)).as("kept, but not in CI").isEqualTo(System.getenv("CI") == null);
        if (System.getenv("CI") == null) {
            assertThat(message).contains("The seed is kept in " + file);
            assertThat(Files.readString(file))
                    .startsWith("countersAgree ")
                    .contains("  # dev.strategos.testkit.properties.PropertyViolation: seed ");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# a comment\ncountersAgree 7\nanother 8  # of another method\n\n");
        assertThat(started(run(Failing.class))).containsExactly("seed 7", "200 seeds from 0 on");
    }

    static class Unseeded {

        private static final AtomicInteger RUNS = new AtomicInteger();

        @SimTest(seeds = 3, twice = true)
        void counts(Simulation sim) {
            Replicas<NaiveCounter> counters = sim.nodes("a", "b").start(NaiveCounter::new);
            counters.on("a", counter -> counter.add(1));
            sim.run(Duration.ofMillis(RUNS.incrementAndGet()));
            counters.on("b", counter -> counter.add(1));
            sim.run(Duration.ofSeconds(1));
        }
    }

    @Test
    void twoRunsThatDifferAreShownWhereTheyDo() {
        assertThat(onlyFailure(run(Unseeded.class, "strategos.workers", "1")))
                .contains("did two different things; the first difference is event ")
                .containsPattern("first run:  \\d+ b#1/\\d+ send counter wire b#1→a/1 4 bytes")
                .containsPattern("second run: \\d+ b#1/\\d+ send counter wire b#1→a/1 4 bytes");
    }

    static class Assuming {
        @SimTest(seeds = 10)
        void holdsForEvenSeeds(Simulation sim) {
            Assumptions.assumeTrue(sim.seed() % 2 == 0);
        }
    }

    @Test
    void aSeedThatAssumesAwayFailsNothing() {
        assertThat(run(Assuming.class).failed().count()).isZero();
    }

    static class AssumingTooMuch {
        @SimTest(seeds = 10)
        void holdsForNoSeed(Simulation sim) {
            Assumptions.assumeTrue(sim.seed() < 0, "a seed below zero");
        }
    }

    @Test
    void aTestThatAssumesAllSeedsAwayDoesNotPass() {
        Events events = run(AssumingTooMuch.class);
        assertThat(events.aborted().count()).isEqualTo(1);
        assertThat(events.succeeded().filter(event -> event.getTestDescriptor().isTest()))
                .isEmpty();
    }

    static class Throwing {
        @SimTest(seeds = 10)
        void declaresAnything(Simulation sim) throws Exception {
            throw new IOException("checked");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aCheckedExceptionIsAFailureToo(String workers) {
        assertThat(onlyFailure(run(Throwing.class, "strategos.workers", workers)))
                .contains("declaresAnything fails with seed 0: java.io.IOException: checked");
    }

    static class Outer {
        @Nested
        class Inner {
            @SimTest(seeds = 2)
            void runs(Simulation sim) {}
        }
    }

    @Test
    void nestedClassesWork() {
        Events events = run(Outer.class);
        assertThat(started(events)).containsExactly("2 seeds from 0 on");
        assertThat(events.failed().count()).isZero();
    }

    static class WithSetUp {
        @BeforeEach
        void prepare() {}

        @SimTest
        void test(Simulation sim) {}
    }

    static class WithTearDown {
        @AfterEach
        void tidy() {}

        @SimTest
        void test(Simulation sim) {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneForAll {
        @SimTest
        void test(Simulation sim) {}
    }

    static class WithoutSimulation {
        @SimTest
        void test() {}
    }

    static class WithoutSeeds {
        @SimTest(seeds = 0)
        void test(Simulation sim) {}
    }

    static class WithFewerThanNoSeeds {
        @SimTest(seeds = -5)
        void test(Simulation sim) {}
    }

    static class WithFewerThanNoRuns {
        @SimTest(shrinkingRuns = -1)
        void test(Simulation sim) {}
    }

    @Test
    void refusesNumbersBelowZero() {
        assertThat(onlyFailure(run(WithFewerThanNoSeeds.class)))
                .contains("@SimTest WithFewerThanNoSeeds.test cannot run: seeds: must be zero or more, but was -5");
        assertThat(onlyFailure(run(WithFewerThanNoRuns.class)))
                .contains(
                        "@SimTest WithFewerThanNoRuns.test cannot run: shrinkingRuns: must be zero or more, but was -1");
    }

    @Test
    void refusesWhatCannotWork() {
        assertThat(onlyFailure(run(WithSetUp.class)))
                .contains("@SimTest WithSetUp.test cannot run: its class has the method prepare");
        assertThat(onlyFailure(run(WithTearDown.class))).contains("its class has the method tidy");
        assertThat(onlyFailure(run(OneForAll.class))).contains("every seed has an instance of its own");
        assertThat(onlyFailure(run(WithoutSimulation.class))).contains("it must have one parameter, a Simulation");
        assertThat(onlyFailure(run(WithoutSeeds.class))).contains("it has no seed to run");
        assertThat(onlyFailure(run(Passing.class, "strategos.seed", "x"))).contains("strategos.seed: cannot be 'x'");
    }
}
