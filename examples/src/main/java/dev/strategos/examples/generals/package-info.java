/**
 * Byzantine generals: {@link dev.strategos.examples.generals.GeneralsCommand} plays a {@link
 * dev.strategos.examples.generals.Battle}, in memory or with a process for each {@link
 * dev.strategos.examples.generals.General}, and judges the {@link dev.strategos.examples.generals.BattleResult}.
 */
@NullMarked
package dev.strategos.examples.generals;

import org.jspecify.annotations.NullMarked;
