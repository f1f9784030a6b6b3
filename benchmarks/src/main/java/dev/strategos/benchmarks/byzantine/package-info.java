/**
 * What an instance of each algorithm of agreement costs, beside the goals set for it; begins at {@link
 * dev.strategos.benchmarks.byzantine.ByzantineCommand}.
 */
@NullMarked
package dev.strategos.benchmarks.byzantine;

import org.jspecify.annotations.NullMarked;
