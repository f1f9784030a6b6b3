package dev.strategos.byzantine;

/**
 * One general's own key: makes signatures that nobody else can make.
 *
 * <p>Implementations must not block for long, they are called on the loop; and the same statement may be signed more than once.
 */
public interface Signer {

    /**
     * What kind of signatures it makes; the same as the group's {@link Verifier#suite()}.
     *
     * @return a name that says algorithm, predicate and version
     */
    String suite();

    /**
     * Signs.
     *
     * @param statement what to sign
     * @return the signature, of exactly {@link Verifier#signatureBytes()}
     */
    Bytes sign(Bytes statement);
}
