package dev.strategos.transport.netty.tls;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an end of a connection was turned away for who or what it is.
 *
 * <p>A {@link Fault} of kind {@link Fault.Kind#IDENTITY_REFUSED} begins its evidence with one of these;
 * {@link #of} finds it. Immutable, for any thread.
 */
public enum IdentityRefusal {
    /** Its certificate does not name the node that it says it is, or it is not the node that was dialled. */
    OTHER_ID,
    /** Its certificate does not lead to an authority trusted here. */
    OTHER_CA,
    /** Its certificate, or one that it rests on, has expired or is not valid yet. */
    EXPIRED,
    /** It has no certificate. */
    NO_CERTIFICATE,
    /** It offers nothing newer than TLS 1.2. */
    OLD_TLS,
    /** It does not speak TLS, and this node does. */
    PLAINTEXT_PEER,
    /** It speaks TLS, and this node does not. */
    TLS_PEER,
    /** It belongs to another cluster. */
    OTHER_CLUSTER,
    /** It speaks another version of the protocol. */
    OTHER_VERSION,
    /** It is not a member of the group. */
    UNKNOWN_NODE,
    /** It did not say in time who it is. */
    TIMED_OUT,
    /** It turned this node away. */
    REFUSED_BY_PEER,
    /** The TLS handshake failed for another reason, which the evidence gives. */
    HANDSHAKE_FAILED;

    /**
     * The fault that reports such a refusal.
     *
     * @param who the node concerned, if it is known
     * @param detail what was seen, for a person to read
     * @return a fault of kind IDENTITY_REFUSED
     */
    public Fault fault(@Nullable NodeId who, String detail) {
        return new Fault(who, Fault.Kind.IDENTITY_REFUSED, name() + ": " + detail);
    }

    /**
     * The reason that a fault gives.
     *
     * @param fault any fault
     * @return the reason, if the fault reports a refusal
     */
    public static Optional<IdentityRefusal> of(Fault fault) {
        if (fault.kind() == Fault.Kind.IDENTITY_REFUSED) {
            for (IdentityRefusal refusal : values()) {
                if (fault.evidence().startsWith(refusal.name() + ": ")) {
                    return Optional.of(refusal);
                }
            }
        }
        return Optional.empty();
    }
}
