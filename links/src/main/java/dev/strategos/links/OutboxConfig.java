package dev.strategos.links;

/**
 * The settings of an {@link Outbox}. Immutable, for any thread.
 *
 * @param maxBytesPerPeer how much may wait for one peer before the link takes it, with 4 bytes for each message; at least 1
 */
public record OutboxConfig(int maxBytesPerPeer) {

    /**
     * Checks the setting.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public OutboxConfig {
        if (maxBytesPerPeer < 1) {
            throw new IllegalArgumentException("maxBytesPerPeer: must be at least 1, but was " + maxBytesPerPeer);
        }
    }

    /**
     * One MiB per peer.
     *
     * @return the settings
     */
    public static OutboxConfig defaults() {
        return new OutboxConfig(1 << 20);
    }
}
