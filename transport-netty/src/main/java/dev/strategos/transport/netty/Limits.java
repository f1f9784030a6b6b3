package dev.strategos.transport.netty;

import dev.strategos.transport.netty.wire.Frames;

/**
 * What a node may use of memory, each bound for itself. Immutable, for any thread.
 *
 * @param frameBytes the longest message of a wire; a longer frame is refused before anything is allocated for it. 128 B to
 *     16 MiB, equal at all nodes
 * @param outboundBytes what may wait to be sent to one peer, frame headers included; at least one longest frame, at most 1 GiB. The
 *     memory behind it is at most twice that and 128 KiB
 * @param strangers accepted connections that have not yet said who they are; 1 to 65536
 * @param queuedActions actions handed to {@code execute} that have not yet run; at least 1
 */
public record Limits(int frameBytes, int outboundBytes, int strangers, int queuedActions) {

    /** Enough for the announcement of every channel. */
    private static final int MIN_FRAME = 128;

    private static final int MAX_FRAME = 16 * 1024 * 1024;
    private static final int MAX_OUTBOUND = 1024 * 1024 * 1024;
    private static final int MAX_STRANGERS = 65_536;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Limits {
        require("frameBytes", frameBytes, MIN_FRAME, MAX_FRAME);
        require("outboundBytes", outboundBytes, frameBytes + Frames.HEADER, MAX_OUTBOUND);
        require("strangers", strangers, 1, MAX_STRANGERS);
        require("queuedActions", queuedActions, 1, Integer.MAX_VALUE);
    }

    /**
     * Frames of 1 MiB, 4 MiB outbound per peer, 64 strangers, 100,000 queued actions.
     *
     * @return the limits
     */
    public static Limits defaults() {
        return new Limits(1024 * 1024, 4 * 1024 * 1024, 64, 100_000);
    }

    /**
     * The same with another frame limit.
     *
     * @param bytes 128 B to 16 MiB
     * @return new limits
     */
    public Limits withFrameBytes(int bytes) {
        return new Limits(bytes, outboundBytes, strangers, queuedActions);
    }

    /**
     * The same with another outbound limit.
     *
     * @param bytes at least one longest frame with its header, at most 1 GiB
     * @return new limits
     */
    public Limits withOutboundBytes(int bytes) {
        return new Limits(frameBytes, bytes, strangers, queuedActions);
    }

    /**
     * The same with another limit of strangers.
     *
     * @param connections 1 to 65536
     * @return new limits
     */
    public Limits withStrangers(int connections) {
        return new Limits(frameBytes, outboundBytes, connections, queuedActions);
    }

    /**
     * The same with another limit of queued actions.
     *
     * @param actions at least 1
     * @return new limits
     */
    public Limits withQueuedActions(int actions) {
        return new Limits(frameBytes, outboundBytes, strangers, actions);
    }

    private static void require(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + ": must be " + least + " to " + most + ", but was " + value);
        }
    }
}
