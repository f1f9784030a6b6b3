/**
 * One launcher, many small nodes. {@link dev.strategos.examples.Main} lists the examples; each has a package of its own.
 */
@NullMarked
package dev.strategos.examples;

import org.jspecify.annotations.NullMarked;
