package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Objects;

/**
 * A message of SM(m): an order under the signatures of those through whose hands it went, the paper's {@code v:0:i:…:k}.
 *
 * @param instance which agreement
 * @param commander who gives the order
 * @param value the encoded order
 * @param chain the signatures in the order in which they were made; at least one
 */
public record SignedMessage(InstanceId instance, NodeId commander, Bytes value, List<Signed> chain)
        implements AgreementMessage {

    /**
     * A general's signature under the order and all signatures before.
     *
     * @param signer who signed
     * @param signature the signature's bytes
     */
    public record Signed(NodeId signer, Bytes signature) {

        /** Checks that both parts are there. */
        public Signed {
            Objects.requireNonNull(signer, "signer");
            Objects.requireNonNull(signature, "signature");
        }
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is no signature
     */
    public SignedMessage {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(commander, "commander");
        Objects.requireNonNull(value, "value");
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: must have at least one signature");
        }
    }

    /** As many as there are signatures. */
    @Override
    public int round() {
        return chain.size();
    }

    /**
     * Through whose hands the order went.
     *
     * @return the signers, first to last
     */
    public List<NodeId> path() {
        return chain.stream().map(Signed::signer).toList();
    }

    /** Whether the general has signed. */
    boolean isSignedBy(NodeId general) {
        return chain.stream().anyMatch(signed -> signed.signer().equals(general));
    }
}
