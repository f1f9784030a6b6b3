/**
 * Adversaries: what makes a node lie although its program is honest.
 *
 * <p>Begin with {@link dev.strategos.testkit.adversary.LyingLink}.
 */
@NullMarked
package dev.strategos.testkit.adversary;

import org.jspecify.annotations.NullMarked;
