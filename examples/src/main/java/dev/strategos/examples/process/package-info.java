/**
 * Nodes as processes of their own: {@link dev.strategos.examples.process.ChildNodes} starts them, hears them, kills them, and leaves
 * nothing behind.
 */
@NullMarked
package dev.strategos.examples.process;

import org.jspecify.annotations.NullMarked;
