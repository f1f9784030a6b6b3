package dev.strategos.links;

import dev.strategos.core.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that a node shares with each of its peers, one per pair and never one for a group: with a common key every member could
 * speak in every other's name.
 *
 * <p>Immutable, for any thread.
 */
public final class PairKeys {

    static final String ALGORITHM = "HmacSHA256";

    private static final int LEAST_BYTES = 16;

    private final Map<NodeId, SecretKey> keys = new LinkedHashMap<>();

    private PairKeys(Map<NodeId, byte[]> secrets) {
        secrets.forEach((peer, secret) -> {
            if (secret.length < LEAST_BYTES) {
                throw new IllegalArgumentException("secrets: the one shared with '" + peer + "' must have at least "
                        + LEAST_BYTES + " bytes, but has " + secret.length);
            }
            keys.put(peer, new SecretKeySpec(secret, ALGORITHM));
        });
    }

    /**
     * The keys of a node.
     *
     * @param secrets for each peer, the secret that only the two share; at least 16 bytes, copied
     * @return the keys
     * @throws IllegalArgumentException if a secret is too short
     */
    public static PairKeys of(Map<NodeId, byte[]> secrets) {
        return new PairKeys(secrets);
    }

    /**
     * Keys derived from one secret, for tests and simulations: whoever knows the secret knows every pair's key.
     *
     * @param self the node whose keys they are
     * @param peers its peers
     * @param secret the common secret
     * @return the same key at both ends of each pair
     */
    public static PairKeys derivedForTests(NodeId self, Iterable<NodeId> peers, String secret) {
        Map<NodeId, byte[]> secrets = new LinkedHashMap<>();
        for (NodeId peer : peers) {
            if (!peer.equals(self)) {
                boolean first = self.compareTo(peer) < 0;
                String pair = (first ? self : peer) + "|" + (first ? peer : self);
                Mac mac = mac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
                secrets.put(peer, mac.doFinal(pair.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new PairKeys(secrets);
    }

    /** The MAC under the key shared with a peer. */
    Mac macFor(NodeId peer) {
        SecretKey key = keys.get(peer);
        if (key == null) {
            throw new IllegalArgumentException("keys: there is none for '" + peer + "'");
        }
        return mac(key);
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Whose keys there are; never the keys. */
    @Override
    public String toString() {
        return "PairKeys" + keys.keySet();
    }
}
