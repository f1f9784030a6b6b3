package dev.strategos.byzantine;

import dev.strategos.core.MessageLens;
import dev.strategos.core.Stackable;
import java.util.List;

/**
 * Consensus with kings: everybody proposes a value, and all loyal generals decide the same one, in a polynomial number of messages and
 * without signatures.
 *
 * <p>Guarantees, for the loyal generals, if at most t of n generals are traitors and n &gt; 3t, or n &gt; 4t for a phase king
 * (the sources are those of {@link KingAlgorithm}):
 *
 * <ul>
 *   <li><b>agreement</b>: all of them decide the same;
 *   <li><b>validity</b>: if all of them propose the same value, that is decided;
 *   <li><b>termination</b>: all decide at the latest at the deadline of the last round: 3(t+1), or 2(t+1) with a phase king. Where the
 *       algorithm {@linkplain KingAlgorithm#stopsEarly() stops early}, at the end of phase min(f+2, t+1) if f are traitors in fact.
 * </ul>
 *
 * <p>Values are of any type. If loyal generals propose different values, what is decided is some value that a general told, or the group's
 * default: it may be one that only a traitor told, as a traitorous king's word can be that. Only with two values, of which one is the
 * default, is it sure that some loyal general proposed what is decided.
 *
 * <p>Assumes a reliable link that tells who sent a message (a {@code ReliableLink} over a wire that authenticates peers), at most t
 * traitors, synchrony with stated bounds, and a start that all loyal generals meet. A round ends as soon as everybody whose turn it is has
 * spoken, and at its deadline for the silent. A missing value counts as the group's default. All generals together send {@link
 * KingAlgorithm#messages} messages if none is a traitor.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var generals = KingConsensus.over(link, GroupConfig.of(group, Codec.utf8(), "retreat"), KingAlgorithm.KING, 1);
 * generals.propose(new InstanceId(alice, 1), "attack", generals.scheduleFrom(startNanos))
 *         .onDecision(order -> System.out.println(order));
 * }</pre>
 *
 * @param <V> the values that may be proposed
 */
public final class KingConsensus<V> extends RoundProtocol<V> {

    private final KingTimetable timetable;
    private final KingRules rules;

    private KingConsensus(Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        super(new Generals<>(link, spec(config, algorithm, faults)));
        this.timetable = new KingTimetable(algorithm, config.group(), null);
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
    public static <V> KingConsensus<V> over(
            Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        algorithm.requireGenerals(config.group().size(), faults);
        return new KingConsensus<>(link, config, algorithm, faults);
    }

    /**
     * Stands on a link, <b>without the guard n &gt; 3t or n &gt; 4t: unsafe</b>. With too few generals the traitors can make the loyal
     * ones decide differently, or against what all of them proposed. It exists to show just that.
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
    public static <V> KingConsensus<V> unguarded(
            Stackable link, GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        algorithm.requireKings(config.group().size(), faults);
        return new KingConsensus<>(link, config, algorithm, faults);
    }

    /**
     * A lens for traitors: how one lies where there are kings.
     *
     * <p>Each variant is a well-formed message of the same instance and round, and of the shape that the round calls for: each value of the
     * alphabet in place of the vote, none where none is allowed, and with a king each of them beside each word.
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
        return new KingLens<>(spec(config, algorithm, faults), algorithm, false, alphabet);
    }

    private static <V> AgreementSpec<V> spec(GroupConfig<V> config, KingAlgorithm algorithm, int faults) {
        return spec(config, algorithm.with(faults), faults, algorithm.rounds(faults));
    }

    /** Of so many rounds, under a name. */
    static <V> AgreementSpec<V> spec(GroupConfig<V> config, String name, int faults, int rounds) {
        Bytes hash = GroupHash.of(name, config, null);
        MessageFormat format = new MessageFormat(MessageFormat.KING, hash, config.group(), config.maxValueBytes(), 0);
        long longest = KingFormat.longest(config.maxValueBytes());
        return new AgreementSpec<>(name, faults, rounds, config, hash, format, longest);
    }

    /**
     * Takes part with one's own value, which is sent at the schedule's start.
     *
     * @param instance which consensus; its counter is higher than that of all others of the same starter that this general began
     * @param own this general's value
     * @param schedule when rounds end; begins no earlier than now, or else this general {@linkplain Consensus#missedStart() missed
     *     the start}
     * @return the consensus
     * @throws IllegalArgumentException if the value encodes to more than the limit, the starter is not a general, the counter is
     *     not higher, or the rounds are shorter than the declared timing calls for
     */
    public Consensus<V> propose(InstanceId instance, V own, RoundSchedule schedule) {
        generals().checkBeginning(instance, schedule);
        Bytes encoded = config().encode(own, "own");
        return generals()
                .begin(new KingProposal<>(generals(), instance, schedule, rules, timetable, own, encoded), null);
    }
}
