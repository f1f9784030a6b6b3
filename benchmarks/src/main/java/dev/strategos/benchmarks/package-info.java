/** The launcher of all benchmarks. Begin with {@link dev.strategos.benchmarks.Main}. */
@NullMarked
package dev.strategos.benchmarks;

import org.jspecify.annotations.NullMarked;
