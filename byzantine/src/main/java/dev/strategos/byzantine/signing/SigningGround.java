package dev.strategos.byzantine.signing;

import dev.strategos.core.StableStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Under one configuration a general signs on one channel only: signatures do not tell channels apart, so two broadcasts of the same number on
 * two channels would look like treason of all who signed them.
 */
public final class SigningGround {

    private SigningGround() {}

    /**
     * Remembers the channel, durably before the first signature if that waits for a sync.
     *
     * @throws IllegalArgumentException if this general, in this life or an earlier one, signs on another channel under the same configuration
     */
    public static void claim(StableStorage storage, ByteBuffer groupHash, String protocol, String channel) {
        byte[] hash = new byte[groupHash.remaining()];
        groupHash.duplicate().get(hash);
        String key = "byzantine/signs/" + HexFormat.of().formatHex(hash);
        ByteBuffer claimed = storage.get(key);
        if (claimed == null) {
            storage.put(key, StandardCharsets.UTF_8.encode(channel));
            return;
        }
        String other = StandardCharsets.UTF_8.decode(claimed).toString();
        if (!other.equals(channel)) {
            throw new IllegalArgumentException(
                    "config: must have a purpose of its own, as " + protocol + " signs under the same one on channel '"
                            + other + "' already, but was to sign on '" + channel + "' too");
        }
    }
}
