package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/**
 * Signatures by Ed25519 (RFC 8032), with key objects that are decoded once.
 *
 * <pre>{@code
 * Ed25519.Key mine = Ed25519.generate(new SecureRandom());
 * Verifier group = Ed25519.verifier(Map.of(alice, aliceKey, bob, mine.publicKey()));
 * }</pre>
 *
 * <p>For any thread; so are its keys and verifiers.
 */
public final class Ed25519 {

    /** Names the algorithm, and BouncyCastle's predicate, which differs from the JDK's on edge cases. */
    public static final String SUITE = "ed25519-bouncycastle-1";

    /** How long a private key's seed is, and a public key. */
    public static final int KEY_BYTES = Ed25519PublicKeyParameters.KEY_SIZE;

    private static final int SIGNATURE_BYTES = Ed25519PrivateKeyParameters.SIGNATURE_SIZE;
    private static final int PURE = org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm.Ed25519;

    private Ed25519() {}

    /**
     * A new key.
     *
     * @param random a source fit for keys
     * @return the key
     */
    public static Key generate(SecureRandom random) {
        return new Key(new Ed25519PrivateKeyParameters(random));
    }

    /**
     * The key that grows from a seed: always the same. A seed that can be guessed is for tests and simulations only.
     *
     * @param seed 32 bytes, the private key of RFC 8032
     * @return the key
     * @throws IllegalArgumentException if the seed is not 32 bytes
     */
    public static Key fromSeed(Bytes seed) {
        requireKeyLength("seed", seed);
        return new Key(new Ed25519PrivateKeyParameters(seed.raw(), 0));
    }

    /**
     * The verifier of a group.
     *
     * @param publicKeys the public key of each general, 32 bytes each
     * @return the verifier
     * @throws IllegalArgumentException if a key is not the encoding of a point, or two generals have the same
     */
    public static Verifier verifier(Map<NodeId, Bytes> publicKeys) {
        return new GroupVerifier(publicKeys);
    }

    private static void requireKeyLength(String what, Bytes key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException(what + ": must have " + KEY_BYTES + " bytes, but has " + key.length());
        }
    }

    /** A private key with its public one. */
    public static final class Key implements Signer {

        private final Ed25519PrivateKeyParameters privateKey;
        private final Bytes publicKey;

        private Key(Ed25519PrivateKeyParameters privateKey) {
            this.privateKey = privateKey;
            this.publicKey = Bytes.of(privateKey.generatePublicKey().getEncoded());
        }

        /**
         * The public key, for the group's verifier.
         *
         * @return 32 bytes
         */
        public Bytes publicKey() {
            return publicKey;
        }

        /**
         * The secret: whoever has it signs as this general.
         *
         * @return 32 bytes, from which {@link Ed25519#fromSeed} makes the same key
         */
        public Bytes seed() {
            return Bytes.of(privateKey.getEncoded());
        }

        @Override
        public String suite() {
            return SUITE;
        }

        @Override
        public Bytes sign(Bytes statement) {
            byte[] signature = new byte[SIGNATURE_BYTES];
            privateKey.sign(PURE, null, statement.raw(), 0, statement.length(), signature, 0);
            return Bytes.of(signature);
        }

        /** The public key; never the secret. */
        @Override
        public String toString() {
            return "Ed25519 " + publicKey;
        }
    }

    private static final class GroupVerifier implements Verifier {

        private final Map<NodeId, Ed25519PublicKeyParameters> keys = new LinkedHashMap<>();
        private final Map<NodeId, Bytes> encoded = new LinkedHashMap<>();

        GroupVerifier(Map<NodeId, Bytes> publicKeys) {
            publicKeys.forEach((general, key) -> {
                requireKeyLength("key of '" + general + "'", key);
                if (encoded.containsValue(key)) {
                    throw new IllegalArgumentException("key of '" + general + "': is another general's too");
                }
                encoded.put(general, key);
                keys.put(general, new Ed25519PublicKeyParameters(key.raw(), 0));
            });
        }

        @Override
        public String suite() {
            return SUITE;
        }

        @Override
        public int signatureBytes() {
            return SIGNATURE_BYTES;
        }

        @Override
        public Bytes key(NodeId general) {
            Bytes key = encoded.get(general);
            if (key == null) {
                throw new IllegalArgumentException("general: '" + general + "' has no key here");
            }
            return key;
        }

        @Override
        public boolean verify(NodeId general, Bytes statement, Bytes signature) {
            Ed25519PublicKeyParameters key = keys.get(general);
            return key != null
                    && signature.length() == SIGNATURE_BYTES
                    && key.verify(PURE, null, statement.raw(), 0, statement.length(), signature.raw(), 0);
        }
    }
}
