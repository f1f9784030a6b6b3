/**
 * The example {@code counters}: what each way of agreeing costs, counted while it runs, beside the papers' formulas.
 *
 * <p>Begin with {@link dev.strategos.examples.counters.CountersCommand}.
 */
@NullMarked
package dev.strategos.examples.counters;

import org.jspecify.annotations.NullMarked;
