/**
 * Mutants: small edits of production code that a test has to notice. Begin with {@link dev.strategos.testkit.mutants.Mutants}.
 */
@NullMarked
package dev.strategos.testkit.mutants;

import org.jspecify.annotations.NullMarked;
