package dev.strategos.examples.camp;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.NodeId;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What one general knows of keys: its own secret one, everybody's public ones, and, if it is a traitor, its fellows' secrets.
 *
 * @param own this general's key
 * @param verifier the public keys of all
 * @param conspirators the secret keys of all traitors, this one's among them; empty for a loyal general
 */
public record CampKeys(Ed25519.Key own, Verifier verifier, Map<NodeId, Ed25519.Key> conspirators) {

    /**
     * A fresh key for each general.
     *
     * @param camp who they are
     * @return everybody's keys
     */
    public static Map<NodeId, Ed25519.Key> generate(Camp camp) {
        SecureRandom random = new SecureRandom();
        return each(camp, () -> Ed25519.generate(random));
    }

    /**
     * The same keys for the same seed: for a run in virtual time, never for a real one.
     *
     * @param camp who they are
     * @return everybody's keys
     */
    public static Map<NodeId, Ed25519.Key> fromSeed(Camp camp) {
        SplittableRandom random = new SplittableRandom(camp.seed());
        return each(camp, () -> {
            byte[] seed = new byte[Ed25519.KEY_BYTES];
            random.nextBytes(seed);
            return Ed25519.fromSeed(Bytes.of(seed));
        });
    }

    private static Map<NodeId, Ed25519.Key> each(Camp camp, Supplier<Ed25519.Key> key) {
        Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
        camp.group().forEach(general -> keys.put(general, key.get()));
        return keys;
    }

    /**
     * What one general gets to know of all keys.
     *
     * @param camp who they are
     * @param self the general
     * @param all everybody's keys
     * @return its own, and its fellows' if it is a traitor
     */
    public static CampKeys of(Camp camp, NodeId self, Map<NodeId, Ed25519.Key> all) {
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        all.forEach((general, key) -> publicKeys.put(general, key.publicKey()));
        Map<NodeId, Ed25519.Key> conspirators = new LinkedHashMap<>(all);
        conspirators.keySet().retainAll(camp.isTraitor(self) ? camp.traitors() : List.of());
        Ed25519.Key own = all.get(self);
        if (own == null) {
            throw new IllegalArgumentException("keys: there is none for '" + self + "'");
        }
        return new CampKeys(own, Ed25519.verifier(publicKeys), conspirators);
    }
}
