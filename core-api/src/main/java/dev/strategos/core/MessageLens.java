package dev.strategos.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
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

    /**
     * What a message says, apart from when and over what it is sent: what a script of lies speaks of.
     *
     * @param message a message that this lens decoded
     * @param from who sends it
     * @param to who is to get it
     * @return its statements in an order of their own; none if this protocol's lies cannot be scripted, as is the default
     */
    default List<Statement> statements(M message, NodeId from, NodeId to) {
        return List.of();
    }

    /**
     * The same message with other values in its statements; what is signed is signed anew where the lens has the keys.
     *
     * @param message a message that this lens decoded
     * @param values the value of each statement, in the order of {@link #statements}
     * @return the changed message
     * @throws IllegalArgumentException if there are not as many values as statements, or one names no value
     */
    default M restated(M message, List<String> values) {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("values: must be none, but were " + values);
        }
        return message;
    }

    /**
     * One thing that a message says: in an instance's round, that a value came along a path.
     *
     * @param instance which run of the protocol
     * @param round counted from 1
     * @param path through whose hands the value is said to have come, the sender last, such as {@code a>c}
     * @param value a name of the value, such as {@code attack}
     */
    record Statement(String instance, int round, String path, String value) {

        /** Checks the parts. */
        public Statement {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(value, "value");
        }
    }
}
