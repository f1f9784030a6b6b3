package dev.strategos.byzantine;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Stackable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everybody learns everybody's value, although up to m generals are traitors: interactive consistency (Pease, Shostak, Lamport 1980).
 *
 * <p>Guarantees, for the loyal generals: all of them decide the same vector; in it, the value of each loyal general is its own; all
 * decide at the latest at the deadline of round m+1. About a traitor they agree on something, perhaps the default.
 *
 * <p>It is as many agreements as there are generals, each the commander of one, batched into the same rounds: one message per ordered
 * pair and round. By {@linkplain #oral oral messages} it assumes n &gt; 3m, and takes (m+1)·n·(n−1) messages; by {@linkplain #signed
 * signed messages} n ≥ m+2 and takes, without faults and with m ≥ 1, 2·n·(n−1) messages, n² signatures and n·(n−1)
 * verifications. For the rest it assumes what {@link OralMessages} and {@link SignedMessages} do, and treats restarts as they do.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var armies = InteractiveConsistency.oral(link, GroupConfig.of(group, codec, 0), 1);
 * armies.exchange(new InstanceId(alice, 1), 1_200, armies.scheduleFrom(startNanos))
 *         .onDecision(sizes -> System.out.println(sizes));
 * }</pre>
 *
 * @param <V> the values
 */
public final class InteractiveConsistency<V> extends RoundProtocol<V> {

    private final Beginning<V> beginning;

    /** Begins one exchange; what can be refused has been. */
    @FunctionalInterface
    private interface Beginning<V> {
        Exchange<V> begin(InstanceId instance, V own, Bytes encoded, RoundSchedule schedule);
    }

    private InteractiveConsistency(Generals<V> generals, Beginning<V> beginning) {
        super(generals);
        this.beginning = beginning;
    }

    /**
     * By oral messages, on a link which is the protocol's own from now on.
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
    public static <V> InteractiveConsistency<V> oral(Stackable link, GroupConfig<V> config, int faults) {
        OralMessages.requireGenerals(config.group().size(), faults);
        Generals<V> generals = new Generals<>(link, oralSpec(config, faults));
        PathIndex paths = new PathIndex(config.group().size() - 2, faults + 1);
        return new InteractiveConsistency<>(
                generals,
                (instance, own, encoded, schedule) ->
                        generals.begin(new OralExchange<>(generals, instance, own, encoded, schedule, paths), null));
    }

    /**
     * By signed messages, on a link which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param signer this general's own key
     * @param verifier the public keys of all generals
     * @param faults m, how many traitors to tolerate; 0 to n−2
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n &lt; m+2; if this node is not a general; if a general has no key, or the signer's is not
     *     this one's; if the longest message exceeds what the link takes
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> InteractiveConsistency<V> signed(
            Stackable link, GroupConfig<V> config, Signer signer, Verifier verifier, int faults) {
        return signedWith(link, config, signer, verifier, faults, null);
    }

    /**
     * By signed messages, remembering across restarts what it has begun, as {@link SignedMessages} does.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param signer this general's own key
     * @param verifier the public keys of all generals
     * @param faults m, how many traitors to tolerate; 0 to n−2
     * @param storage where to remember, such as {@code env.storage()}; keys begin with {@code byzantine/} and the channel's name
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException as {@link #signed(Stackable, GroupConfig, Signer, Verifier, int)}
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> InteractiveConsistency<V> signed(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            StableStorage storage) {
        return signedWith(link, config, signer, verifier, faults, storage);
    }

    private static <V> InteractiveConsistency<V> signedWith(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            @Nullable StableStorage storage) {
        SignedMessages.requireGenerals(config.group().size(), faults);
        Generals<V> generals = new Generals<>(link, signedSpec(config, verifier, faults));
        Seal seal = Seal.of(generals, signer, verifier, storage);
        return new InteractiveConsistency<>(generals, (instance, own, encoded, schedule) -> {
            String stayOut = seal.reasonToStayOut(instance);
            InstanceJournal.Entry entry = seal.write(stayOut, instance, encoded);
            return generals.begin(
                    new SignedExchange<>(generals, instance, own, encoded, schedule, seal, entry), stayOut);
        });
    }

    /**
     * A lens for traitors: how one lies in an exchange by oral messages, as {@link OralMessages#lens} has it.
     *
     * @param config the same at all generals
     * @param faults m
     * @param alphabet the values that traitors use; at least one
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<OralMessage> oralLens(GroupConfig<V> config, int faults, List<V> alphabet) {
        return OralLens.ofExchange(oralSpec(config, faults).format(), config, faults, alphabet);
    }

    /**
     * A lens for traitors: how one lies in an exchange by signed messages. Each variant has one value of the alphabet in all orders of
     * the message, signed anew where only traitors have signed, as {@link SignedMessages#lens} has it.
     *
     * @param config the same at all generals
     * @param verifier the public keys of all generals
     * @param faults m
     * @param alphabet the values that traitors use; at least one
     * @param traitors the traitors' keys, never a loyal general's
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<SignedBundle> signedLens(
            GroupConfig<V> config,
            Verifier verifier,
            int faults,
            List<V> alphabet,
            Map<NodeId, ? extends Signer> traitors) {
        AgreementSpec<V> spec = signedSpec(config, verifier, faults);
        SignatureChain signatures = new SignatureChain(spec.name(), spec.hash(), verifier);
        return new BundleLens<>(spec.format(), new SignedLens<>(spec, signatures, alphabet, traitors));
    }

    private static <V> AgreementSpec<V> oralSpec(GroupConfig<V> config, int faults) {
        String name = "IC-OM(" + faults + ")";
        Bytes hash = GroupHash.of(name, config, null);
        MessageFormat format = new MessageFormat(MessageFormat.ORAL, hash, config.group(), config.maxValueBytes(), 0);
        int generals = config.group().size();
        long each = faults == 0 ? 0 : PathIndex.falling(generals - 3, faults - 1);
        long values = each > Integer.MAX_VALUE ? each : Math.max(1, (generals - 2) * each);
        return new AgreementSpec<>(name, faults, config, hash, format, format.longestOral(values));
    }

    private static <V> AgreementSpec<V> signedSpec(GroupConfig<V> config, Verifier verifier, int faults) {
        String name = "IC-SM(" + faults + ")";
        Bytes hash = GroupHash.of(name, config, verifier);
        MessageFormat format = new MessageFormat(
                MessageFormat.SIGNED_BUNDLE, hash, config.group(), config.maxValueBytes(), verifier.signatureBytes());
        return new AgreementSpec<>(name, faults, config, hash, format, format.longestBundle(faults + 1));
    }

    /**
     * Takes part with one's own value, which is sent at the schedule's start.
     *
     * @param instance which exchange; its counter is higher than that of all exchanges of the same starter that this general began
     * @param own this general's value
     * @param schedule when rounds end; begins no earlier than now, or else this general {@linkplain Exchange#missedStart() missed
     *     the start}
     * @return the exchange
     * @throws IllegalArgumentException if the value encodes to more than the limit, the starter is not a general, the counter is
     *     not higher, or the rounds are shorter than the declared timing calls for
     */
    public Exchange<V> exchange(InstanceId instance, V own, RoundSchedule schedule) {
        generals().checkBeginning(instance, schedule);
        return beginning.begin(instance, own, config().encode(own, "own"), schedule);
    }
}
