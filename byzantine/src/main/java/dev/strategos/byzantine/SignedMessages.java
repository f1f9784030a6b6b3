package dev.strategos.byzantine;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Stackable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agreement by signed messages, SM(m): withstands any number of traitors, as nobody can change what another has signed.
 *
 * <p>Guarantees IC1 and IC2 among n ≥ m+2 generals with at most m traitors (Lamport, Shostak, Pease 1982, Theorem 2; with at most two
 * orders relayed, Dolev, Strong 1983), for any type of values, in m+1 rounds, also if traitors know each other's keys. The choice
 * is the one order that was accepted; the default if there was none or more than one.
 *
 * <p>Assumes a reliable link that tells who sent a message, at most m traitors, synchrony, and that signatures of loyal generals
 * cannot be forged. With a loyal commander and m ≥ 1 a run takes (n−1)² messages, n signatures and n−1 verifications. Silence
 * cannot be told from slowness, so lieutenants decide at the deadline of round m+1, or at once when they hold two orders.
 *
 * <p><b>Restarts.</b> Loyal means never to sign two orders as the commander of one agreement. So nothing is signed in an agreement that an
 * earlier life of this node has begun. Without storage this rests on the start: no life signs before an agreement's start, and none
 * takes part that was told of the agreement after it; so two lives of a node sign in the same agreement only if they are given
 * different starts for it. With storage it is certain: a general writes each agreement that it begins, as the commander with its
 * order, and signs nothing until that is durable, so tell it of the agreement in good time; what it finds written by an earlier life it {@linkplain Agreement#missedStart()
 * stays out of}.
 *
 * <p>Signatures do not tell channels apart: where a group signs orders on several channels, each needs a configuration with a {@linkplain
 * GroupConfig#withPurpose purpose} of its own, or loyal commanders seem to sign two orders. With storage a general refuses to do otherwise.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * Ed25519.Key mine = Ed25519.fromSeed(secret);
 * Verifier keys = Ed25519.verifier(publicKeysOfAll);
 * var generals = SignedMessages.over(link, GroupConfig.of(group, Codec.utf8(), "retreat"), mine, keys, 1);
 * generals.command(new InstanceId(env.self(), 1), "attack", generals.scheduleFrom(startNanos));
 * }</pre>
 *
 * @param <V> the values that orders may have
 */
public final class SignedMessages<V> extends GeneralsProtocol<V> {

    private final Seal seal;

    private SignedMessages(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            @Nullable StableStorage storage) {
        super(new Generals<>(link, spec(config, verifier, faults)));
        this.seal = Seal.of(generals(), signer, verifier, storage);
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
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
    public static <V> SignedMessages<V> over(
            Stackable link, GroupConfig<V> config, Signer signer, Verifier verifier, int faults) {
        requireGenerals(config.group().size(), faults);
        return new SignedMessages<>(link, config, signer, verifier, faults, null);
    }

    /**
     * Stands on a link, and remembers across restarts what it has begun.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param signer this general's own key
     * @param verifier the public keys of all generals
     * @param faults m, how many traitors to tolerate; 0 to n−2
     * @param storage where to remember, such as {@code env.storage()}; keys begin with {@code byzantine/} and the channel's name
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException as {@link #over(Stackable, GroupConfig, Signer, Verifier, int)}
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> SignedMessages<V> over(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            StableStorage storage) {
        requireGenerals(config.group().size(), faults);
        return new SignedMessages<>(link, config, signer, verifier, faults, storage);
    }

    /**
     * Refuses what signed messages cannot do.
     *
     * @param generals n
     * @param faults m
     * @throws IllegalArgumentException if m is negative or n &lt; m+2
     */
    public static void requireGenerals(int generals, int faults) {
        if (faults < 0) {
            throw new IllegalArgumentException("faults: must be at least 0, but was " + faults);
        }
        if (generals < faults + 2L) {
            throw new IllegalArgumentException(
                    "faults: must be at most n−2, since with fewer than two loyal generals there is"
                            + " nothing to agree on, but was " + faults + " among " + generals + " generals");
        }
    }

    /**
     * A lens for traitors: how one lies in signed messages.
     *
     * <p>What only traitors have signed, a traitorous commander's order for one, they sign anew with each value of the alphabet, since they
     * share their keys. Under a loyal general's signature they can only relay the truth, or put another order in its place: a forgery
     * that is well-formed and carries the traitors' own signatures rightly, but not the loyal general's. The variants are of the
     * same instance, round and path; a traitor that keeps silent is a matter of whoever uses the lens.
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
    public static <V> MessageLens<SignedMessage> lens(
            GroupConfig<V> config,
            Verifier verifier,
            int faults,
            List<V> alphabet,
            Map<NodeId, ? extends Signer> traitors) {
        AgreementSpec<V> spec = spec(config, verifier, faults);
        return new SignedLens<>(spec, new SignatureChain(spec.name(), spec.hash(), verifier), alphabet, traitors);
    }

    private static <V> AgreementSpec<V> spec(GroupConfig<V> config, Verifier verifier, int faults) {
        String name = "SM(" + faults + ")";
        Bytes hash = GroupHash.of(name, config, verifier);
        MessageFormat format = new MessageFormat(
                MessageFormat.SIGNED, hash, config.group(), config.maxValueBytes(), verifier.signatureBytes());
        return new AgreementSpec<>(name, faults, config, hash, format, format.longestSigned(faults + 1));
    }

    @Override
    Agreement<V> commanding(InstanceId instance, V order, Bytes encoded, RoundSchedule schedule) {
        String stayOut = seal.reasonToStayOut(instance);
        InstanceJournal.Entry entry = seal.write(stayOut, instance, encoded);
        return generals()
                .begin(
                        new CommanderPart<>(
                                generals(),
                                instance,
                                schedule,
                                order,
                                part -> entry.whenDurable(() -> sign(part, encoded))),
                        stayOut);
    }

    private void sign(CommanderPart<V> part, Bytes order) {
        SignedMessage message = seal.sign(part, order);
        dispatch(part, generals().spec().format().encode(message));
    }

    @Override
    Agreement<V> following(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        String stayOut = seal.reasonToStayOut(instance);
        InstanceJournal.Entry entry = seal.write(stayOut, instance, null);
        return generals()
                .begin(new SignedLieutenant<>(generals(), instance, commander, schedule, seal, entry), stayOut);
    }
}
