/**
 * Adversaries: what makes a node lie, or a network bad, although the program is honest.
 *
 * <p>Begin with {@link dev.strategos.testkit.adversary.LyingLink} and {@link dev.strategos.testkit.adversary.FaultyLink}.
 */
@NullMarked
package dev.strategos.testkit.adversary;

import org.jspecify.annotations.NullMarked;
