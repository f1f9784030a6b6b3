package dev.strategos.byzantine;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.util.List;

/**
 * Agreement on a commander's order by {@linkplain KingConsensus consensus with kings}: in a round of its own the commander sends its
 * order to all, and then all, the commander too, agree on what they received.
 *
 * <p>Guarantees IC1 and IC2 where that consensus holds, n &gt; 3t, or n &gt; 4t for a phase king: all loyal generals decide the same; if
 * the commander is loyal all of them begin the consensus with its order, and so decide that. It takes 3(t+1)+1 rounds, or
 * 2(t+1)+1 with a phase king, and n−1 messages more than {@link KingAlgorithm#messages}. Who hears no order in the first round begins with
 * the group's default. The commander decides when the others do.
 *
 * <p>Assumes what {@link KingConsensus} does.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var generals = KingBroadcast.over(link, GroupConfig.of(group, Codec.utf8(), "retreat"), KingAlgorithm.PHASE_KING, 1);
 * generals.join(new InstanceId(alice, 1), alice, generals.scheduleFrom(startNanos))
 *         .onDecision(order -> System.out.println(order));
 * }</pre>
 *
 * @param <V> the values that orders may have
 */
public final class KingBroadcast<V> extends GeneralsProtocol<V> {

    private final KingAlgorithm algorithm;
    private final KingRules rules;

    private KingBroadcast(Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        super(new Generals<>(link, spec(config, algorithm, faults)));
        this.algorithm = algorithm;
        this.rules = new KingRules(algorithm, config.group().size(), faults);
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param algorithm the same at all generals
     * @param faults t, how many traitors to tolerate; at least 0
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if there are {@linkplain KingAlgorithm#requireGenerals too few generals}; if this node is not a
     *     general; if two values of the limit exceed what the link takes
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> KingBroadcast<V> over(
            Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        algorithm.requireGenerals(config.group().size(), faults);
        return new KingBroadcast<>(link, config, algorithm, faults);
    }

    /**
     * Stands on a link, <b>without the guard n &gt; 3t or n &gt; 4t: unsafe</b>, as {@link KingConsensus#unguarded} is.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param algorithm the same at all generals
     * @param faults t, for which thresholds and phases are made; 0 to n−1
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n &lt; t+1, so that there is no king for each phase; else as {@link #over}
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> KingBroadcast<V> unguarded(
            Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        algorithm.requireKings(config.group().size(), faults);
        return new KingBroadcast<>(link, config, algorithm, faults);
    }

    /**
     * A lens for traitors, as {@link KingConsensus#lens} has it.
     *
     * @param config the same at all generals
     * @param algorithm the same at all generals
     * @param faults t
     * @param alphabet the values that traitors use; at least one
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<KingMessage> lens(
            GroupConfig<V> config, KingAlgorithm algorithm, int faults, List<V> alphabet) {
        return new KingLens<>(spec(config, algorithm, faults), algorithm, true, alphabet);
    }

    private static <V> AgreementSpec<V> spec(GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        String name = "Order-" + algorithm.with(faults);
        return KingConsensus.spec(config, name, faults, 1 + algorithm.rounds(faults));
    }

    @Override
    Agreement<V> commanding(InstanceId instance, V order, Bytes encoded, RoundSchedule schedule) {
        KingOrder<V> part = part(instance, generals().env().self(), schedule);
        part.beginWith(encoded, order);
        return generals().begin(part, null);
    }

    @Override
    Agreement<V> following(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        return generals().begin(part(instance, commander, schedule), null);
    }

    private KingOrder<V> part(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        KingTimetable timetable = new KingTimetable(algorithm, config().group(), commander);
        return new KingOrder<>(generals(), instance, schedule, rules, timetable, commander);
    }
}
