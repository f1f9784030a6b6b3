package dev.strategos.testkit.sim;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in virtual time that runs once for every seed: a JUnit method with one parameter, a {@link Simulation} made from the seed.
 *
 * <pre>{@code
 * class CounterTest {
 *     @SimTest(seeds = 1000)
 *     void replicasAgree(Simulation sim) {
 *         Replicas<Counter> counters = sim.nodes("a", "b", "c").faults(Swarm.standard()).start(Counter::new);
 *         sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1 + random.nextInt(9), Counter::add);
 *         sim.runThenHeal(
 *                 Duration.ofSeconds(10), Duration.ofSeconds(30), "counters agree", () -> counters.agree(Counter::value));
 *     }
 * }
 * }</pre>
 *
 * <p>A failure is that of the lowest seed that fails. Its message has the seed, the one command that runs that seed again alone, and the
 * fewest of chance's decisions with which the test still fails. The seed is written to {@code src/test/simtest/<class>.seeds}, unless the
 * environment variable {@code CI} is set, and from then on runs first; keep the file with the tests.
 *
 * <p>Seeds run side by side on threads of the extension, each with a new instance of the test class, so {@code @BeforeEach}, {@code
 * @AfterEach} and one instance per class are refused: set up in the test itself. A test must share nothing with other runs.
 *
 * <p>JUnit's configuration parameters, or system properties of the same names, change a run: {@code strategos.seed} runs one seed alone,
 * {@code strategos.seeds} says how many fresh seeds, {@code strategos.firstSeed} the first of them, {@code strategos.workers} how many
 * threads, {@code strategos.regressions} the folder of the files of seeds.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SimTestExtension.class)
public @interface SimTest {

    /**
     * How many fresh seeds, from 0 on.
     *
     * @return zero or more; zero for pinned and kept seeds only
     */
    int seeds() default 100;

    /**
     * Seeds that run before the fresh ones, each once and as an invocation of its own.
     *
     * @return any numbers
     */
    long[] pinned() default {};

    /**
     * Whether every seed runs twice, and fails if the two runs differ; the message shows the first event that does.
     *
     * @return true to check that the test is deterministic
     */
    boolean twice() default false;

    /**
     * How many runs at most may be spent on making a failure short.
     *
     * @return zero or more; zero leaves the failure as it was found
     */
    int shrinkingRuns() default 500;
}
