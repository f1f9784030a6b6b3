/**
 * Generals that tell each other the sizes of their armies, one of them lying: interactive consistency. Begins at {@link
 * dev.strategos.examples.army.ArmyCommand}.
 */
@NullMarked
package dev.strategos.examples.army;

import org.jspecify.annotations.NullMarked;
