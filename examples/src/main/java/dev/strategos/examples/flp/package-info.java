/**
 * Why asynchronous agreement needs chance: {@link dev.strategos.examples.flp.FlpCommand} lets a {@link
 * dev.strategos.examples.flp.Stalling} scheduler keep an {@link dev.strategos.examples.flp.Assembly} undecided for as long as its coin is
 * a clockwork, and shows how a real coin ends it.
 */
@NullMarked
package dev.strategos.examples.flp;

import org.jspecify.annotations.NullMarked;
