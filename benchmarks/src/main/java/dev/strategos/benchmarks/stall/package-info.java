/**
 * What one peer that stands still costs the others; begins at {@link dev.strategos.benchmarks.stall.StallCommand}.
 */
@NullMarked
package dev.strategos.benchmarks.stall;

import org.jspecify.annotations.NullMarked;
