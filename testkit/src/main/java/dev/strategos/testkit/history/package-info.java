/**
 * Histories of operations on a replicated object, and whether they are linearisable. Begin with {@link
 * dev.strategos.testkit.history.History} and {@link dev.strategos.testkit.history.Linearisability}.
 */
@NullMarked
package dev.strategos.testkit.history;

import org.jspecify.annotations.NullMarked;
