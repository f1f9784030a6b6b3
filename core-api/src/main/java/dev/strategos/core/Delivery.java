package dev.strategos.core;

import java.nio.ByteBuffer;

/** Takes what a link delivers. Called on the loop; must not block. */
@FunctionalInterface
public interface Delivery {

    /**
     * Takes one message.
     *
     * @param from who sent it, and in which life
     * @param message read-only and borrowed: valid until this call returns, so copy what is to stay
     */
    void deliver(Peer from, ByteBuffer message);
}
