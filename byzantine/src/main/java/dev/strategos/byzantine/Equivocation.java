package dev.strategos.byzantine;

import dev.strategos.byzantine.signing.EchoStatement;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Proof of treason: two different values that one general signed where a loyal one signs at most one. Whoever has the group's configuration and
 * public keys can check it, anywhere and at any time, whoever brings it.
 *
 * <p>Such a place is
 *
 * <ul>
 *   <li>an <b>order</b>: a commander's own, of one agreement by signed messages; in interactive consistency, a general's own value;
 *   <li>an <b>echo</b>: what a general says it heard in one broadcast of {@code SignedConsistentBroadcast}.
 * </ul>
 *
 * <p>To relay two orders of a traitorous commander is what SM(m) demands, and is never evidence: a relayed order stands under other signatures and
 * is signed with them. With oral messages nothing can be proven; there are only suspicions, {@link dev.strategos.core.Fault}s.
 *
 * <p>A loyal general is never accused, as long as its key is its own, it signs on one channel per configuration ({@link
 * GroupConfig#withPurpose}), and it has storage or keeps to the rule of starts: see {@link SignedMessages} on restarts.
 *
 * <pre>{@code
 * for (Equivocation proof : agreement.equivocations()) {
 *     archive(proof.toBytes());
 * }
 * // elsewhere, later:
 * Optional<String> flaw = Equivocation.of(bytes).flaw(config, keys);
 * flaw.ifPresentOrElse(why -> System.out.println("no proof: " + why), () -> System.out.println("a traitor"));
 * }</pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param act what was signed twice
 * @param protocol the algorithm with its m or f, such as {@code SM(1)}
 * @param groupHash of the configuration under which it was signed
 * @param instance which agreement or broadcast
 * @param accused who signed
 * @param first one value with its signature
 * @param second another
 */
public record Equivocation(
        Act act, String protocol, Bytes groupHash, InstanceId instance, NodeId accused, Signed first, Signed second) {

    private static final int PARTS = 9;

    /** What a loyal general does at most once per instance. */
    public enum Act {
        /** To give an order, as the commander: under no signature but its own. */
        ORDER(1),
        /** To echo a broadcast. */
        ECHO(2);

        private final int code;

        Act(int code) {
            this.code = code;
        }
    }

    /**
     * A value, and a signature for it.
     *
     * @param value the encoded value
     * @param signature of the accused
     */
    public record Signed(Bytes value, Bytes signature) {

        /** Checks that both parts are there. */
        public Signed {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(signature, "signature");
        }
    }

    /** Checks that all parts are there. Whether it proves anything, {@link #flaw} says. */
    public Equivocation {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(groupHash, "groupHash");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(accused, "accused");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }

    /**
     * Checks the proof.
     *
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @return empty if it proves that the accused is a traitor; else why it does not
     */
    public Optional<String> flaw(GroupConfig<?> config, Verifier verifier) {
        if (!config.group().contains(accused) || !config.group().contains(instance.starter())) {
            return Optional.of("'" + accused + "' or '" + instance.starter() + "' is no general of this group");
        }
        if (!groupHash.equals(config.hash(protocol, verifier))) {
            return Optional.of("it was signed under another configuration or other keys");
        }
        if (first.value().equals(second.value())) {
            return Optional.of("both values are the same");
        }
        for (Signed signed : List.of(first, second)) {
            if (signed.value().length() > config.maxValueBytes()) {
                return Optional.of("a value has " + signed.value().length() + " bytes, more than the limit");
            }
            if (signed.signature().length() != verifier.signatureBytes()
                    || !verifier.verify(accused, statement(verifier.suite(), signed.value()), signed.signature())) {
                return Optional.of("'" + accused + "' has not signed " + signed.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether it proves that the accused is a traitor.
     *
     * @param config what the generals have configured alike
     * @param verifier their public keys
     * @return true if there is no {@linkplain #flaw flaw} in it
     */
    public boolean proves(GroupConfig<?> config, Verifier verifier) {
        return flaw(config, verifier).isEmpty();
    }

    private Bytes statement(String suite, Bytes value) {
        return switch (act) {
            case ORDER ->
                SignatureChain.statement(suite, groupHash, protocol, instance, accused, value, List.of(), accused);
            case ECHO ->
                Bytes.of(EchoStatement.of(
                        suite,
                        groupHash.buffer(),
                        protocol,
                        instance.starter(),
                        instance.counter(),
                        value.buffer(),
                        accused));
        };
    }

    /**
     * The proof as bytes, described in {@code docs/wire-format-byzantine.md}.
     *
     * @return for {@link #of}
     */
    public Bytes toBytes() {
        List<Bytes> parts = List.of(
                text(protocol),
                groupHash,
                text(instance.starter().name()),
                Bytes.of(ByteBuffer.allocate(Long.BYTES)
                        .putLong(instance.counter())
                        .flip()),
                text(accused.name()),
                first.value(),
                first.signature(),
                second.value(),
                second.signature());
        ByteBuffer bytes = ByteBuffer.allocate(1
                + parts.stream().mapToInt(part -> Integer.BYTES + part.length()).sum());
        bytes.put((byte) act.code);
        parts.forEach(part -> bytes.putInt(part.length()).put(part.raw()));
        return Bytes.of(bytes.flip());
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a proof.
     *
     * @param bytes from {@link #toBytes}
     * @return the proof, unchecked
     * @throws MalformedMessageException if the bytes are none
     */
    public static Equivocation of(Bytes bytes) throws MalformedMessageException {
        ByteBuffer rest = bytes.buffer();
        int code = rest.hasRemaining() ? rest.get() : 0;
        if (code < 1 || code > Act.values().length) {
            throw new MalformedMessageException("evidence of act " + code);
        }
        Bytes[] parts = new Bytes[PARTS];
        for (int i = 0; i < PARTS; i++) {
            int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                throw new MalformedMessageException("evidence ends within part " + i);
            }
            parts[i] = Bytes.take(rest, length);
        }
        if (rest.hasRemaining() || parts[3].length() != Long.BYTES) {
            throw new MalformedMessageException(rest.remaining() + " bytes behind the evidence");
        }
        try {
            return new Equivocation(
                    Act.values()[code - 1],
                    text(parts[0]),
                    parts[1],
                    new InstanceId(NodeId.of(text(parts[2])), parts[3].buffer().getLong()),
                    NodeId.of(text(parts[4])),
                    new Signed(parts[5], parts[6]),
                    new Signed(parts[7], parts[8]));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("evidence of no instance or general: " + e.getMessage(), e);
        }
    }

    private static String text(Bytes bytes) {
        return new String(bytes.raw(), StandardCharsets.UTF_8);
    }

    /** Such as {@code alice signed two values as ORDER of SM(1) alice/7}. */
    @Override
    public String toString() {
        return accused + " signed two values as " + act + " of " + protocol + " " + instance;
    }
}
