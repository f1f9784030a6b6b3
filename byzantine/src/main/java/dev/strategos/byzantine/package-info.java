/**
 * Byzantine agreement after Lamport, Shostak and Pease, "The Byzantine Generals Problem", ACM TOPLAS 4(3), 1982: loyal generals
 * agree on an order although some generals, the commander among them, may be traitors.
 *
 * <p>Where to begin:
 *
 * <ul>
 *   <li><b>reaching agreement</b>: {@link dev.strategos.byzantine.OralMessages} if messages are not signed (n &gt; 3m), {@link
 *       dev.strategos.byzantine.SignedMessages} if they are (n ≥ m+2); both are a {@link
 *       dev.strategos.byzantine.ByzantineAgreement};
 *   <li><b>the same by few messages without signatures</b>: {@link dev.strategos.byzantine.KingBroadcast}, and {@link
 *       dev.strategos.byzantine.KingConsensus} where everybody proposes; {@link dev.strategos.byzantine.KingAlgorithm} says which
 *       there are, what each needs and costs;
 *   <li><b>learning everybody's value</b>: {@link dev.strategos.byzantine.InteractiveConsistency}, over either of the two;
 *   <li><b>broadcasting at any speed of messages</b>: the package {@code dev.strategos.byzantine.broadcast};
 *   <li><b>agreeing on yes or no at any speed of messages</b>: the package {@code dev.strategos.byzantine.randomized};
 *   <li><b>looking at a run</b>: {@link dev.strategos.byzantine.Agreement}, {@link dev.strategos.byzantine.Consensus}, {@link
 *       dev.strategos.byzantine.Exchange}, {@link dev.strategos.byzantine.Report}, {@link
 *       dev.strategos.byzantine.Counters}, {@link dev.strategos.byzantine.VoteTree};
 *   <li><b>proving treason</b>: {@link dev.strategos.byzantine.Equivocation};
 *   <li><b>what no traitor can do to OM, and what some can</b>: {@link dev.strategos.byzantine.OralAdversary};
 *   <li><b>keys</b>: {@link dev.strategos.byzantine.Ed25519}, {@link dev.strategos.byzantine.Ed25519Keys};
 *   <li><b>other keys or signatures</b>: {@link dev.strategos.byzantine.Signer}, {@link dev.strategos.byzantine.Verifier};
 *   <li><b>simulating traitors</b>: {@link dev.strategos.byzantine.OralMessages#lens}, {@link
 *       dev.strategos.byzantine.SignedMessages#lens}, {@link dev.strategos.byzantine.KingConsensus#lens}.
 * </ul>
 */
@NullMarked
package dev.strategos.byzantine;

import org.jspecify.annotations.NullMarked;
