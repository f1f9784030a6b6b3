package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/**
 * Generals agree on a commander's order, although up to m of them, perhaps the commander too, are traitors.
 *
 * <p>Guarantees, for the loyal generals (Lamport, Shostak, Pease 1982):
 *
 * <ul>
 *   <li><b>IC1</b>: all loyal lieutenants decide the same;
 *   <li><b>IC2</b>: if the commander is loyal, they decide its order;
 *   <li>all of them decide at the latest at the deadline of the last round: m+1, more where there are kings.
 * </ul>
 *
 * <p>Assumes a reliable network that tells who sent a message, at most m traitors, synchrony with stated bounds, and a start that
 * all loyal generals meet. Where the link's model is weaker, the protocol is refused.
 *
 * <p>A general takes part in any number of agreements at once; {@link InstanceId} keeps them apart. Messages of an agreement that this
 * general has not begun wait for at least Δ+ε in a memory that is bounded for each peer: 4,096 messages and 1 MiB, or four of the
 * longest messages if that is more; what does not fit is dropped and reported. What peers do
 * wrong is reported as a {@link dev.strategos.core.Fault}, and never thrown.
 *
 * <p>For the loop's thread only. The algorithms are {@link OralMessages}, {@link SignedMessages} and {@link KingBroadcast}:
 *
 * <pre>{@code
 * ByzantineAgreement<String> generals = OralMessages.over(link, config, 1);
 * InstanceId dawn = new InstanceId(alice, 1);
 * RoundSchedule schedule = generals.scheduleFrom(startNanos);
 * Agreement<String> agreement = env.self().equals(alice)
 *         ? generals.command(dawn, "attack", schedule)
 *         : generals.join(dawn, alice, schedule);
 * agreement.onDecision(order -> obey(order));
 * }</pre>
 *
 * @param <V> the values that orders may have
 */
public interface ByzantineAgreement<V> extends SynchronousAgreement<V> {

    /**
     * Gives an order, as the commander: it is sent at the schedule's start. A commander decides its own order then; where there are kings,
     * when the others do.
     *
     * @param instance which agreement; its counter is higher than that of all agreements of the same starter that this general began
     * @param order what to do
     * @param schedule when rounds end; begins no earlier than now, or else this general {@linkplain Agreement#missedStart() missed
     *     the start}
     * @return the agreement
     * @throws IllegalArgumentException if the order encodes to more than the limit, the starter is not a general, the counter is
     *     not higher, or the rounds are shorter than the declared timing calls for
     */
    Agreement<V> command(InstanceId instance, V order, RoundSchedule schedule);

    /**
     * Takes part as a lieutenant.
     *
     * @param instance which agreement; its counter is higher than that of all agreements of the same starter that this general began
     * @param commander another general
     * @param schedule when rounds end; begins no earlier than now, or else this general {@linkplain Agreement#missedStart() missed
     *     the start}
     * @return the agreement
     * @throws IllegalArgumentException if starter or commander are not generals, the commander is this one, the counter is not
     *     higher, or the rounds are shorter than the declared timing calls for
     */
    Agreement<V> join(InstanceId instance, NodeId commander, RoundSchedule schedule);
}
