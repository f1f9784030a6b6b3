package dev.strategos.testkit;

/**
 * The bounds with which a contract wants its transport.
 *
 * @param maxFrameBytes the longest message of a wire
 * @param maxBytesUnderWay how much may wait for one peer before offers are refused
 * @param maxQueuedActions how many actions may wait in a node's queue
 */
public record TransportLimits(int maxFrameBytes, int maxBytesUnderWay, int maxQueuedActions) {

    /**
     * Bounds that no test of a handful of messages meets.
     *
     * @return 64 KiB a message, 4 MiB a peer, 10,000 actions
     */
    public static TransportLimits wide() {
        return new TransportLimits(1 << 16, 1 << 22, 10_000);
    }
}
