package dev.strategos.core;

import java.util.Objects;

/**
 * Which message: the same at both ends, so that a trace can draw its arrow.
 *
 * @param sender who sent it, and in which life
 * @param receiver for whom
 * @param number counts what the sender sent to this receiver, per layer and channel
 */
public record MessageId(Peer sender, NodeId receiver, long number) {

    /** Checks that both ends are there. */
    public MessageId {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(receiver, "receiver");
    }

    /** Such as {@code alice#1→bob/4}. */
    @Override
    public String toString() {
        return sender + "→" + receiver + "/" + number;
    }
}
