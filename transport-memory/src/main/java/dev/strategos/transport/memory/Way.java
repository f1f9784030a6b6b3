package dev.strategos.transport.memory;

/**
 * What the network remembers of the way from one node to another, for all channels: in one object, since a message that is sent reads all
 * of it, and a large network is out of the processor's caches.
 */
final class Way {

    private final MemoryNode from;
    private final MemoryNode to;
    /** When the latest frame that overtook nobody arrives. */
    private long lastArrival;
    /** When all that was sent so far has passed, where bandwidth is limited. */
    private long freeFrom;
    /** How many messages the sender's present life has sent. */
    private long messages;

    Way(MemoryNode from, MemoryNode to) {
        this.from = from;
        this.to = to;
    }

    MemoryNode from() {
        return from;
    }

    MemoryNode to() {
        return to;
    }

    long nextMessage() {
        return ++messages;
    }

    /** Another life of the sender counts from the beginning. */
    void beginLife() {
        messages = 0;
    }

    /** The instant at which a frame arrives that overtakes none sent before it. */
    long inOrder(long arrival) {
        lastArrival = Math.max(arrival, lastArrival);
        return lastArrival;
    }

    /** When a frame has passed that takes so long, behind all that was sent before it. */
    long pass(long now, long nanos) {
        freeFrom = Timeline.later(Math.max(now, freeFrom), nanos);
        return freeFrom;
    }
}
