/**
 * Agreement at any speed of messages, which chance makes possible: no deterministic protocol decides for certain if one node may crash
 * (Fischer, Lynch, Paterson 1985).
 *
 * <p>Where to begin:
 *
 * <ul>
 *   <li><b>agreeing on yes or no</b>: {@link dev.strategos.byzantine.randomized.BinaryAgreement};
 *   <li><b>choosing where chance comes from</b>: {@link dev.strategos.byzantine.randomized.LocalCoin} needs nobody, and small groups; {@link
 *       dev.strategos.byzantine.randomized.DealerCoin} needs a dealer that everybody trusts; others implement {@link
 *       dev.strategos.byzantine.randomized.Coin};
 *   <li><b>simulating traitors</b>: {@link dev.strategos.byzantine.randomized.BinaryAgreement#lens}.
 * </ul>
 */
@NullMarked
package dev.strategos.byzantine.randomized;

import org.jspecify.annotations.NullMarked;
