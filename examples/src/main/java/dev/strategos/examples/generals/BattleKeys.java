package dev.strategos.examples.generals;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.NodeId;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
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
record BattleKeys(Ed25519.Key own, Verifier verifier, Map<NodeId, Ed25519.Key> conspirators) {

    /** A fresh key for each general. */
    static Map<NodeId, Ed25519.Key> generate(Battle battle) {
        SecureRandom random = new SecureRandom();
        return each(battle, () -> Ed25519.generate(random));
    }

    /** The same keys for the same seed: for a run in virtual time, never for a real one. */
    static Map<NodeId, Ed25519.Key> fromSeed(Battle battle) {
        SplittableRandom random = new SplittableRandom(battle.seed());
        return each(battle, () -> {
            byte[] seed = new byte[Ed25519.KEY_BYTES];
            random.nextBytes(seed);
            return Ed25519.fromSeed(Bytes.of(seed));
        });
    }

    private static Map<NodeId, Ed25519.Key> each(Battle battle, Supplier<Ed25519.Key> key) {
        Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
        battle.group().forEach(general -> keys.put(general, key.get()));
        return keys;
    }

    /** What this general gets to know of all keys. */
    static BattleKeys of(Battle battle, NodeId self, Map<NodeId, Ed25519.Key> all) {
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        all.forEach((general, key) -> publicKeys.put(general, key.publicKey()));
        Map<NodeId, Ed25519.Key> conspirators = new LinkedHashMap<>(all);
        conspirators.keySet().retainAll(battle.isTraitor(self) ? battle.traitors() : java.util.List.of());
        Ed25519.Key own = all.get(self);
        if (own == null) {
            throw new IllegalArgumentException("keys: there is none for '" + self + "'");
        }
        return new BattleKeys(own, Ed25519.verifier(publicKeys), conspirators);
    }
}
