package dev.strategos.examples.ladder;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;

/** What a sender needs of a rung. For the loop's thread only. */
interface Sending {

    /** Sends a message if there is room. */
    boolean offer(NodeId to, ByteBuffer message);

    /** Runs an action when there is room again. */
    void whenReady(NodeId to, Runnable action);

    /** Whether what was offered is the rung's own by now: the sender may die. */
    default boolean isTaken() {
        return true;
    }

    /** Whether nothing of what was sent is still under way, as far as this rung can know. */
    boolean isSettled(NodeId to);

    /** What was sent again. */
    Repeated repeated(NodeId to);

    /**
     * What was sent again.
     *
     * @param retransmits how many times something was
     * @param spurious how many times without need, as far as the rung can know
     */
    record Repeated(long retransmits, long spurious) {

        static final Repeated NOTHING = new Repeated(0, 0);

        Repeated plus(Repeated other) {
            return new Repeated(retransmits + other.retransmits, spurious + other.spurious);
        }
    }
}
