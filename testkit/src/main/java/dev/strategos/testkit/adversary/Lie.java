package dev.strategos.testkit.adversary;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * What a traitor sends in place of one message.
 *
 * @param name in words; no other lie of the same alphabet has it
 * @param messages the bytes of none, one or several messages, in the order of sending
 * @param delay after how long they are sent, by the traitor's clock; zero for at once
 */
public record Lie(String name, List<ByteBuffer> messages, Duration delay) {

    /**
     * Keeps a copy.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public Lie {
        messages = List.copyOf(messages);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: must be zero or more, but was " + delay);
        }
    }

    /**
     * Messages sent at once.
     *
     * @param name in words
     * @param messages none, one or several
     * @return the lie
     */
    public static Lie of(String name, ByteBuffer... messages) {
        return new Lie(name, List.of(messages), Duration.ZERO);
    }

    /**
     * The same messages, later.
     *
     * @param name in words
     * @param after how much later, zero or more
     * @return the lie
     */
    public Lie later(String name, Duration after) {
        return new Lie(name, messages, after);
    }
}
