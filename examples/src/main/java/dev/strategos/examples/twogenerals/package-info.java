/**
 * Two generals, and messengers that may be captured: no finite number of them makes certain that both attack (Akkoyunlu, Ekanadham,
 * Huber 1975; Gray 1978). Begins at {@link dev.strategos.examples.twogenerals.TwoGeneralsCommand}.
 */
@NullMarked
package dev.strategos.examples.twogenerals;

import org.jspecify.annotations.NullMarked;
