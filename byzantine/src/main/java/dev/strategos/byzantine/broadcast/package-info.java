/**
 * Broadcasts among generals some of whom are traitors, without any assumption on time.
 *
 * <p>Where to begin:
 *
 * <ul>
 *   <li><b>everybody delivers the same, or nobody anything</b>: {@link dev.strategos.byzantine.broadcast.BrachaBroadcast}, which needs no
 *       signatures;
 *   <li><b>nobody delivers anything else, and can prove it</b>: {@link dev.strategos.byzantine.broadcast.SignedConsistentBroadcast}, and its
 *       {@link dev.strategos.byzantine.broadcast.Certificate};
 *   <li><b>simulating traitors</b>: {@link dev.strategos.byzantine.broadcast.BrachaBroadcast#lens}, {@link
 *       dev.strategos.byzantine.broadcast.SignedConsistentBroadcast#lens}.
 * </ul>
 */
@NullMarked
package dev.strategos.byzantine.broadcast;

import org.jspecify.annotations.NullMarked;
