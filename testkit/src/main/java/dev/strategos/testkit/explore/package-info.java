/**
 * The explorer: every run of a small system, up to a bound, instead of some.
 *
 * <p>Begin with {@link dev.strategos.testkit.explore.Explorer}; what it claims when it is through is in {@link
 * dev.strategos.testkit.explore.Exploration}. How it works: a run is what a row of choices makes of a {@link
 * dev.strategos.testkit.explore.Scenario}, on a network that does nothing but what is chosen ({@link
 * dev.strategos.transport.memory.Steps}). A {@code Search} makes such rows, one after the other, and executes each from the beginning; a
 * {@code Branch} is a point at which there was a choice, and knows which of its {@code Move}s need not be tried.
 */
@NullMarked
package dev.strategos.testkit.explore;

import org.jspecify.annotations.NullMarked;
