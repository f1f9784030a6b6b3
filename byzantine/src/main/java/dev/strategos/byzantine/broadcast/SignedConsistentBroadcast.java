package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.Equivocation;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.Signer;
import dev.strategos.byzantine.Verifier;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Echo;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Final;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Send;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.byzantine.signing.SigningGround;
import dev.strategos.byzantine.signing.Statement;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.byzantine.station.Header;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signed consistent broadcast: no two loyal generals deliver different values, at a price that grows with n and not with n².
 *
 * <p>Guarantees, among n &gt; 3f generals of which at most f are traitors (Cachin, Guerraoui, Rodrigues 2011, module 3.11 and algorithm 3.17,
 * "Signed Echo Broadcast"), for any type of values and at any speed of messages:
 *
 * <ul>
 *   <li><b>validity</b>: what a loyal general broadcasts, every loyal general delivers in the end, as long as it does not lag behind by more
 *       broadcasts than are held (below);
 *   <li><b>no duplication</b> in one life of a general, and <b>integrity</b>: what is delivered as a loyal general's was broadcast by it;
 *   <li><b>consistency</b>: no two loyal generals deliver different values of the same broadcast.
 * </ul>
 *
 * <p><i>Not</i> promised: <b>totality</b>. Of a traitor's broadcast some loyal generals may deliver a value and others nothing, ever. Whoever
 * delivers has a {@link Certificate}, which it may show to others. Nor an order among broadcasts, nor secrecy.
 *
 * <p>Assumes a reliable link that tells who sent a message, signatures that cannot be forged, and nothing of time. A broadcast takes at most
 * 3(n−1) messages (SEND, ECHO, FINAL) and n signatures, fewer where a FINAL overtakes a SEND; ⌈(n+f+1)/2⌉−1 verifications at the sender, and
 * ⌈(n+f+1)/2⌉ at every other general. After one
 * signature of a general that does not hold, nothing more of it is read in that broadcast.
 *
 * <p><b>Restarts.</b> A loyal general signs one echo per broadcast, in all its lives: it writes down that it echoes and signs when that is durable,
 * and echoes nothing that an earlier life may have echoed. Its own counter goes on. So no loyal general is ever accused of an {@link Equivocation}.
 *
 * <p><b>Memory.</b> A delivered broadcast leaves a watermark. Of each sender at most 256 broadcasts are held, fewer where values may be long; a
 * sender that goes on pushes its own oldest out, which are then never delivered here; that is reported. Only the sender itself can make a general hold
 * anything.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var broadcast = SignedConsistentBroadcast.over(link, config, mine, keys, 1, env.storage());
 * broadcast.onDeliver((instance, price) -> System.out.println(instance.starter() + " offers " + price));
 * broadcast.onEquivocation(proof -> archive(proof.toBytes()));
 * broadcast.broadcast("42");
 * }</pre>
 *
 * @param <V> the values
 */
public final class SignedConsistentBroadcast<V> extends StationBroadcast<V, ConsistentInstance> {

    private static final String NAME = "SCB";
    private static final Bytes PROBE =
            Bytes.of(new Statement().text("strategos key probe 1").toArray());

    private final NodeId self;
    private final ConsistentFormat format;
    private final Signer signer;
    private final EchoSeal seal;
    private final EchoJournal journal;
    private Consumer<? super Certificate> onCertificate = certificate -> {};
    private Consumer<? super Equivocation> onEquivocation = equivocation -> {};

    private SignedConsistentBroadcast(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            StableStorage storage) {
        super(link, config, convention(config, verifier, faults));
        this.signer = signer;
        this.self = station.env().self();
        if (!signer.suite().equals(verifier.suite()) || !verifier.verify(self, PROBE, signer.sign(PROBE))) {
            throw new IllegalArgumentException(
                    "signer: must hold the key that the group's verifier has for '" + self + "', but does not");
        }
        this.format = format(config, verifier, faults);
        this.seal = seal(config, verifier, faults);
        SigningGround.claim(storage, config.hash(name(), verifier).buffer(), name(), station.channel());
        this.journal = new EchoJournal(station.env(), storage, station.channel());
        broadcasts.continueAfter(journal.earlier(self));
    }

    @Override
    ConsistentInstance begin(InstanceId instance) {
        return new ConsistentInstance();
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param signer this general's own key
     * @param verifier the public keys of all generals
     * @param faults f, how many traitors to tolerate; at least 0
     * @param storage where to remember what was echoed, such as {@code env.storage()}; keys begin with {@code byzantine/} and the
     *     channel's name
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n ≤ 3f; if this node is not a general; if a general has no key, or the signer's is not this
     *     one's; if the longest message exceeds what the link takes; if this node signs on another channel under an equal
     *     configuration: see {@link GroupConfig#withPurpose}
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> SignedConsistentBroadcast<V> over(
            Stackable link,
            GroupConfig<V> config,
            Signer signer,
            Verifier verifier,
            int faults,
            StableStorage storage) {
        requireGenerals(config.group().size(), faults);
        return new SignedConsistentBroadcast<>(link, config, signer, verifier, faults, storage);
    }

    /**
     * Refuses what no such broadcast can do.
     *
     * @param generals n
     * @param faults f
     * @throws IllegalArgumentException if f is negative or n ≤ 3f; it names the theorem
     */
    public static void requireGenerals(int generals, int faults) {
        Convention.requireGenerals(NAME, generals, faults);
    }

    /**
     * A lens for traitors: how one lies in signed consistent broadcast. Each variant is the same message for another value of the alphabet; what
     * traitors signed they sign anew, and loyal generals' signatures stay what they were.
     *
     * @param config the same at all generals
     * @param verifier the public keys of all generals
     * @param faults f
     * @param alphabet the values that traitors use; at least one
     * @param traitors the traitors' keys, never a loyal general's
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<ConsistentMessage> lens(
            GroupConfig<V> config,
            Verifier verifier,
            int faults,
            List<V> alphabet,
            Map<NodeId, ? extends Signer> traitors) {
        return new ConsistentLens<>(
                format(config, verifier, faults),
                seal(config, verifier, faults),
                new ValueNames<>(config, alphabet),
                traitors);
    }

    static Convention convention(GroupConfig<?> config, Verifier verifier, int faults) {
        return Convention.of(
                name(faults),
                faults,
                config.group(),
                ConsistentFormat.FORMAT,
                config.hash(name(faults), verifier),
                ConsistentFormat.longestBody(config.group().size(), config.maxValueBytes(), verifier.signatureBytes()));
    }

    static ConsistentFormat format(GroupConfig<?> config, Verifier verifier, int faults) {
        return new ConsistentFormat(
                convention(config, verifier, faults).framing(),
                config.group(),
                config.maxValueBytes(),
                verifier.signatureBytes());
    }

    static EchoSeal seal(GroupConfig<?> config, Verifier verifier, int faults) {
        return new EchoSeal(name(faults), config.hash(name(faults), verifier), verifier);
    }

    private static String name(int faults) {
        return NAME + "(" + faults + ")";
    }

    @Override
    public InstanceId broadcast(V value) {
        station.env().requireLoop(name());
        Bytes encoded = config.encode(value);
        InstanceId instance = broadcasts.next();
        ConsistentInstance own = broadcasts.at(instance, self);
        if (own == null) {
            throw new IllegalStateException("broadcast: " + instance + " is over already");
        }
        own.hears(encoded);
        journal.write(self, instance.counter(), () -> {
            station.sendToOthers(format.encode(new Send(instance, encoded)));
            takeEcho(self, new Echo(instance, encoded, sign(instance, encoded)));
        });
        return instance;
    }

    private SignedEcho sign(InstanceId instance, Bytes value) {
        station.count(new Counters(0, 0, 0, 1, 0, 0));
        return seal.sign(instance, value, self, signer);
    }

    private boolean verify(ConsistentMessage message, SignedEcho echo) {
        station.count(new Counters(0, 0, 0, 0, 1, 0));
        return seal.verify(message.instance(), message.value(), echo);
    }

    /**
     * Says who gets the certificate of each value, just before the value is delivered. Set it in the turn that builds the protocol.
     *
     * @param listener takes the place of an earlier one; called on the loop
     */
    public void onCertificate(Consumer<? super Certificate> listener) {
        this.onCertificate = listener;
    }

    /**
     * Says who is told of proven treason: of a general that echoed two values of this general's own broadcast. It is reported as a fault,
     * too. Two certificates that contradict each other prove more: {@link Certificate#against}.
     *
     * @param listener takes the place of an earlier one; called on the loop
     */
    public void onEquivocation(Consumer<? super Equivocation> listener) {
        this.onEquivocation = listener;
    }

    @Override
    void hear(NodeId from, Header header, ByteBuffer body) throws MalformedMessageException {
        boolean isOwn = header.instance().starter().equals(self);
        boolean isSenders = header.instance().starter().equals(from);
        if (isOwn && broadcasts.isOpen(header.instance())) {
            ConsistentInstance own = broadcasts.at(header.instance(), from);
            if (own != null && !own.exposed().contains(from)) {
                take(from, format.decode(header, body));
            }
        } else if (isSenders) {
            broadcasts.makeRoomFor(header.instance());
            ConsistentInstance theirs = broadcasts.at(header.instance(), from);
            if (theirs != null && !theirs.exposed().contains(from)) {
                take(from, format.decode(header, body));
            }
        } else if (!isOwn) {
            violation(from, "speaks in " + header.instance() + ", which is another's");
        }
    }

    private void take(NodeId from, ConsistentMessage message) {
        boolean isSenders = message.instance().starter().equals(from);
        if (message instanceof Echo echo && !isSenders) {
            takeEcho(from, echo);
        } else if (message instanceof Send send && isSenders) {
            takeSend(from, send);
        } else if (message instanceof Final last && isSenders) {
            takeFinal(from, last);
        } else {
            violation(from, "says in " + message.instance() + " what is not its part");
        }
    }

    private void takeSend(NodeId from, Send send) {
        ConsistentInstance instance = broadcasts.at(send.instance(), from);
        if (instance == null || send.instance().counter() <= journal.earlier(from)) {
            return;
        }
        if (instance.heard() != null) {
            violation(from, "sends twice in " + send.instance());
            return;
        }
        instance.hears(send.value());
        journal.write(
                from,
                send.instance().counter(),
                () -> station.send(
                        from,
                        format.encode(new Echo(send.instance(), send.value(), sign(send.instance(), send.value())))));
    }

    private void takeEcho(NodeId from, Echo echo) {
        ConsistentInstance instance = broadcasts.at(echo.instance(), from);
        if (instance == null) {
            return;
        }
        Bytes own = instance.heard();
        if (!echo.echo().echoer().equals(from) || own == null) {
            violation(from, "echoes as '" + echo.echo().echoer() + "' in " + echo.instance());
            return;
        }
        boolean isStray = !echo.value().equals(own);
        if (isStray ? instance.strays().containsKey(from) : instance.echoes().containsKey(from)) {
            violation(from, "echoes twice in " + echo.instance());
            return;
        }
        if (!from.equals(self) && !verify(echo, echo.echo())) {
            instance.exposed().add(from);
            violation(from, "echoes in " + echo.instance() + " with a signature that does not hold");
            return;
        }
        if (isStray) {
            instance.strays().put(from, new ConsistentInstance.Heard(echo.value(), echo.echo()));
            violation(from, "echoes in " + echo.instance() + " what was not sent");
        } else {
            instance.echoes().put(from, echo.echo());
        }
        reportTreason(from, echo.instance(), own, instance);
        if (!isStray && instance.echoes().size() == station.convention().quorum()) {
            Final last = new Final(
                    echo.instance(), own, List.copyOf(instance.echoes().values()));
            station.sendToOthers(format.encode(last));
            deliver(last);
        }
    }

    private void reportTreason(NodeId from, InstanceId id, Bytes own, ConsistentInstance instance) {
        ConsistentInstance.Heard stray = instance.strays().get(from);
        SignedEcho echo = instance.echoes().get(from);
        if (stray == null || echo == null) {
            return;
        }
        Equivocation proof = seal.equivocation(
                id,
                from,
                new Equivocation.Signed(own, echo.signature()),
                new Equivocation.Signed(stray.value(), stray.echo().signature()));
        station.report(from, Fault.Kind.TREASON_PROVEN, proof.toString());
        onEquivocation.accept(proof);
    }

    /** Structure first, then signatures, to the first that does not hold. */
    private void takeFinal(NodeId from, Final last) {
        ConsistentInstance instance = broadcasts.at(last.instance(), from);
        if (instance == null) {
            return;
        }
        Set<NodeId> signers = new LinkedHashSet<>();
        last.echoes().forEach(echo -> signers.add(echo.echoer()));
        boolean isQuorum = signers.size() == last.echoes().size()
                && signers.size() >= station.convention().quorum();
        if (!isQuorum || !last.echoes().stream().allMatch(echo -> verify(last, echo))) {
            instance.exposed().add(from);
            violation(
                    from,
                    "ends " + last.instance() + " with "
                            + (isQuorum ? "a signature that does not hold" : signers.size() + " signers"));
            return;
        }
        deliver(last);
    }

    private void deliver(Final last) {
        onCertificate.accept(new Certificate(faults(), last.instance(), last.value(), last.echoes()));
        broadcasts.deliver(last.instance(), last.value());
    }

    private void violation(NodeId from, String evidence) {
        station.report(from, Fault.Kind.PROTOCOL_VIOLATION, evidence);
    }
}
