/**
 * Broadcasts among generals some of whom are traitors, without any assumption on time.
 *
 * <p>Where to begin:
 *
 * <ul>
 *   <li><b>everybody delivers the same, or nobody anything</b>: {@link dev.strategos.byzantine.broadcast.BrachaBroadcast}, which needs no
 *       signatures;
 *   <li><b>simulating traitors</b>: {@link dev.strategos.byzantine.broadcast.BrachaBroadcast#lens}.
 * </ul>
 */
@NullMarked
package dev.strategos.byzantine.broadcast;

import org.jspecify.annotations.NullMarked;
