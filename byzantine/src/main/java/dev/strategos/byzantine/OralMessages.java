package dev.strategos.byzantine;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.util.List;

/**
 * Agreement by oral messages, OM(m): no signatures, but more than three generals for each traitor.
 *
 * <p>Guarantees IC1 and IC2 among n &gt; 3m generals with at most m traitors (Lamport, Shostak, Pease 1982, Theorem 1), for any type of
 * values, in m+1 rounds. Majority means more than half of all votes of that recursion, missing ones counted as the default; anything
 * else gives the default, never the first value or one's own.
 *
 * <p>Assumes a reliable link that tells who sent a message (a {@code ReliableLink} over a wire that authenticates peers), at
 * most m traitors, and synchrony. Each lieutenant sends one message to each other per round, so that a run takes (n−1) + m(n−1)(n−2)
 * messages; they carry the paper's exponential number of values, so keep n small: among 16 generals with m = 5 the longest
 * has 17,160. A round ends as soon as everybody has spoken in it, and at its deadline for the silent.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var generals = OralMessages.over(link, GroupConfig.of(group, Codec.utf8(), "retreat"), 1);
 * generals.join(new InstanceId(alice, 1), alice, generals.scheduleFrom(startNanos))
 *         .onDecision(order -> System.out.println(order));
 * }</pre>
 *
 * @param <V> the values that orders may have
 */
public final class OralMessages<V> extends GeneralsProtocol<V> {

    private final PathIndex paths;

    private OralMessages(Stackable link, GroupConfig<V> config, int faults) {
        super(new Generals<>(link, spec(config, faults)));
        this.paths = new PathIndex(config.group().size() - 2, faults + 1);
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param faults m, how many traitors to tolerate; at least 0
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n ≤ 3m; if this node is not a general; if the longest message of this n, m and limit on
     *     values exceeds what the link takes
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> OralMessages<V> over(Stackable link, GroupConfig<V> config, int faults) {
        requireGenerals(config.group().size(), faults);
        return new OralMessages<>(link, config, faults);
    }

    /**
     * Stands on a link, <b>without the guard n &gt; 3m: unsafe</b>. With too few generals the traitors can make the loyal ones decide
     * differently, or against a loyal commander. It exists to show just that.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param faults m, how many rounds to relay; 0 to n−2
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n &lt; m+2, so that there is no path of m+1 generals; else as {@link #over}
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> OralMessages<V> unguarded(Stackable link, GroupConfig<V> config, int faults) {
        SignedMessages.requireGenerals(config.group().size(), faults);
        return new OralMessages<>(link, config, faults);
    }

    /**
     * Refuses what oral messages cannot do.
     *
     * @param generals n
     * @param faults m
     * @throws IllegalArgumentException if m is negative or n ≤ 3m; it names the theorem
     */
    public static void requireGenerals(int generals, int faults) {
        if (faults < 0) {
            throw new IllegalArgumentException("faults: must be at least 0, but was " + faults);
        }
        if (generals < 2 || generals <= 3L * faults) {
            throw new IllegalArgumentException(
                    "OM(" + faults + ") among " + generals + " generals: no solution with oral messages"
                            + " and fewer than 3f+1 generals can cope with f traitors (Lamport, Shostak, Pease 1982, Theorem 1 and"
                            + " section 2); f = " + faults + " needs at least " + Math.max(2, 3L * faults + 1)
                            + " generals, or signed messages");
        }
    }

    /**
     * A lens for traitors: how one lies in oral messages.
     *
     * <p>Each variant is a well-formed message of the same instance, round and length, whose values are drawn from the alphabet: one
     * where they are all the same, for each value; and as many at random, if there is more than one path to lie about.
     *
     * @param config the same at all generals
     * @param faults m
     * @param alphabet the values that traitors use; at least one
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<OralMessage> lens(GroupConfig<V> config, int faults, List<V> alphabet) {
        return OralLens.ofAgreement(spec(config, faults).format(), config, faults, alphabet);
    }

    private static <V> AgreementSpec<V> spec(GroupConfig<V> config, int faults) {
        String name = "OM(" + faults + ")";
        Bytes hash = GroupHash.of(name, config, null);
        MessageFormat format = new MessageFormat(MessageFormat.ORAL, hash, config.group(), config.maxValueBytes(), 0);
        long values = faults == 0 ? 1 : PathIndex.falling(config.group().size() - 3, faults - 1);
        return new AgreementSpec<>(name, faults, config, hash, format, format.longestOral(values));
    }

    @Override
    Agreement<V> commanding(InstanceId instance, V order, Bytes encoded, RoundSchedule schedule) {
        OralMessage message = new OralMessage(instance, generals().env().self(), 1, ValueBlock.of(List.of(encoded)));
        return generals()
                .begin(
                        new CommanderPart<>(
                                generals(),
                                instance,
                                schedule,
                                order,
                                part -> dispatch(
                                        part, generals().spec().format().encode(message))),
                        null);
    }

    @Override
    Agreement<V> following(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        return generals().begin(new OralLieutenant<>(generals(), instance, commander, schedule, paths), null);
    }
}
