package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Equivocation;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.Verifier;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Final;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * That a Byzantine quorum, ⌈(n+f+1)/2⌉ generals, signed to have heard one value in one broadcast: as long as at most f are traitors, there is none of another
 * value. Whoever has the configuration and the public keys can check it, whoever brings it.
 *
 * <p>Immutable, for any thread.
 *
 * <pre>{@code
 * broadcast.onCertificate(certificate -> archive(certificate.toBytes(config, keys)));
 * // elsewhere, later:
 * Certificate read = Certificate.of(bytes, config, keys, 1);
 * read.flaw(config, keys).ifPresent(why -> System.out.println("worthless: " + why));
 * }</pre>
 *
 * @param faults f, how many traitors it withstands
 * @param instance whose broadcast, and which of them
 * @param value the encoded value
 * @param echoes the signatures
 */
public record Certificate(int faults, InstanceId instance, Bytes value, List<SignedEcho> echoes) {

    /** Takes a copy. Whether it is worth anything, {@link #flaw} says. */
    public Certificate {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(value, "value");
        echoes = List.copyOf(echoes);
    }

    /**
     * Checks it.
     *
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @return empty if it holds; else why it does not
     */
    public Optional<String> flaw(GroupConfig<?> config, Verifier verifier) {
        Convention convention = SignedConsistentBroadcast.convention(config, verifier, faults);
        Set<NodeId> signers = new LinkedHashSet<>();
        for (SignedEcho echo : echoes) {
            if (!config.group().contains(echo.echoer()) || !signers.add(echo.echoer())) {
                return Optional.of("'" + echo.echoer() + "' is no general, or signs twice");
            }
        }
        if (signers.size() < convention.quorum()) {
            return Optional.of(signers.size() + " generals signed; a quorum is " + convention.quorum());
        }
        EchoSeal seal = SignedConsistentBroadcast.seal(config, verifier, faults);
        return echoes.stream()
                .filter(echo ->
                        echo.signature().length() != verifier.signatureBytes() || !seal.verify(instance, value, echo))
                .findFirst()
                .map(echo -> "'" + echo.echoer() + "' has not signed " + value);
    }

    /**
     * Who has signed in this certificate and in another of the same broadcast, for another value: traitors, all of them. Two that hold
     * have at least ⌈(n+f+1)/2⌉·2−n &gt; f signers in common.
     *
     * @param other another certificate
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @return the proofs; none if the two do not contradict each other
     */
    public List<Equivocation> against(Certificate other, GroupConfig<?> config, Verifier verifier) {
        List<Equivocation> proofs = new ArrayList<>();
        if (faults != other.faults || !instance.equals(other.instance) || value.equals(other.value)) {
            return proofs;
        }
        EchoSeal seal = SignedConsistentBroadcast.seal(config, verifier, faults);
        for (SignedEcho mine : echoes) {
            for (SignedEcho theirs : other.echoes) {
                if (mine.echoer().equals(theirs.echoer())) {
                    proofs.add(seal.equivocation(
                            instance,
                            mine.echoer(),
                            new Equivocation.Signed(value, mine.signature()),
                            new Equivocation.Signed(other.value, theirs.signature())));
                }
            }
        }
        return proofs.stream().filter(proof -> proof.proves(config, verifier)).toList();
    }

    /**
     * The certificate as bytes: those of the message that carries it.
     *
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @return for {@link #of}
     */
    public Bytes toBytes(GroupConfig<?> config, Verifier verifier) {
        return Bytes.of(
                SignedConsistentBroadcast.format(config, verifier, faults).encode(new Final(instance, value, echoes)));
    }

    /**
     * Reads a certificate.
     *
     * @param bytes from {@link #toBytes}
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @param faults f
     * @return the certificate, unchecked
     * @throws MalformedMessageException if the bytes are none under this configuration
     */
    public static Certificate of(Bytes bytes, GroupConfig<?> config, Verifier verifier, int faults)
            throws MalformedMessageException {
        ConsistentMessage message =
                SignedConsistentBroadcast.format(config, verifier, faults).decode(bytes.buffer());
        if (message instanceof Final carried) {
            return new Certificate(faults, carried.instance(), carried.value(), carried.echoes());
        }
        throw new MalformedMessageException("a message without a certificate");
    }
}
