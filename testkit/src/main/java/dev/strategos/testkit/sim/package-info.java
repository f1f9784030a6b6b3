/**
 * Tests in virtual time, over many seeds. Begin with {@link dev.strategos.testkit.sim.SimTest} and the {@link
 * dev.strategos.testkit.sim.Simulation} that its methods receive; {@link dev.strategos.testkit.sim.Campaign} does the same without JUnit.
 *
 * <p>How it works: a {@code Campaign} runs a scenario for one seed after another, each in a {@code Simulation} of its own. A run is a
 * function of its seed and of a {@code Script}, which says what of all that chance decided is left out. The first runs leave nothing out;
 * the lowest seed that fails is run again with a script that writes every {@code Decision} down, and the {@code Shrinker} then looks for the
 * fewest decisions with which it still fails.
 */
@NullMarked
package dev.strategos.testkit.sim;

import org.jspecify.annotations.NullMarked;
