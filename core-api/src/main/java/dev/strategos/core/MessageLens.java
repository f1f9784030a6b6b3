package dev.strategos.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Reads and forges a protocol's messages: what a protocol ships so that an adversary can lie in its language.
 *
 * <p>A traitor simulated with it speaks well-formed messages whose meaning is false. It knows only what its node may know: a
 * lens that signs holds the traitors' keys, never a loyal node's.
 *
 * @param <M> the protocol's messages
 */
public interface MessageLens<M> {

    /**
     * The message that the bytes mean.
     *
     * @param bytes from position to limit; borrowed
     * @return the message
     * @throws MalformedMessageException if the bytes mean none
     */
    M decode(ByteBuffer bytes) throws MalformedMessageException;

    /**
     * Messages that a liar could send in place of this one: well-formed, of the same instance and round.
     *
     * @param message what a loyal node would send
     * @param to whom it would send it
     * @param random where choices come from
     * @return at least one; the true message may be among them
     */
    List<M> variants(M message, NodeId to, RandomGenerator random);

    /**
     * The message as bytes.
     *
     * @param message any message of the protocol
     * @return a buffer from position to limit
     */
    ByteBuffer encode(M message);
}
