package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/**
 * The group's public keys, and the one predicate by which all generals judge signatures.
 *
 * <p>Two loyal generals must never judge the same signature differently: implementations of one algorithm disagree on edge cases, so the
 * suite names the predicate as well, and is part of what is signed.
 *
 * <p>Implementations must not block, they are called on the loop; they never throw for what a signature contains.
 */
public interface Verifier {

    /**
     * What kind of signatures are taken.
     *
     * @return a name that says algorithm, predicate and version
     */
    String suite();

    /**
     * How long each signature is.
     *
     * @return bytes, at least 1
     */
    int signatureBytes();

    /**
     * A general's public key; part of the group's hash.
     *
     * @param general a general
     * @return the encoded key
     * @throws IllegalArgumentException if there is none
     */
    Bytes key(NodeId general);

    /**
     * Whether the general signed the statement.
     *
     * @param general who is said to have signed
     * @param statement what was signed
     * @param signature of exactly {@link #signatureBytes()}
     * @return true if the signature is valid
     */
    boolean verify(NodeId general, Bytes statement, Bytes signature);
}
