package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Objects;

/**
 * A message of signed consistent broadcast. Its bytes are described in {@code docs/wire-format-byzantine.md}.
 *
 * <p>Immutable, for any thread.
 */
public sealed interface ConsistentMessage {

    /**
     * Whose broadcast, and which of them.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * The encoded value.
     *
     * @return its bytes
     */
    Bytes value();

    /**
     * The sender: this is my value.
     *
     * @param instance whose broadcast
     * @param value the encoded value
     */
    record Send(InstanceId instance, Bytes value) implements ConsistentMessage {

        /** Checks that both parts are there. */
        public Send {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * To the sender: I heard this, and sign it.
     *
     * @param instance whose broadcast
     * @param value the encoded value
     * @param echo who heard it, with the signature
     */
    record Echo(InstanceId instance, Bytes value, SignedEcho echo) implements ConsistentMessage {

        /** Checks that all parts are there. */
        public Echo {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(echo, "echo");
        }
    }

    /**
     * The sender: so many heard this.
     *
     * @param instance whose broadcast
     * @param value the encoded value
     * @param echoes of a quorum
     */
    record Final(InstanceId instance, Bytes value, List<SignedEcho> echoes) implements ConsistentMessage {

        /** Takes a copy. */
        public Final {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(value, "value");
            echoes = List.copyOf(echoes);
        }
    }

    /**
     * One general's signature for what it heard.
     *
     * @param echoer who signed
     * @param signature the signature's bytes
     */
    record SignedEcho(NodeId echoer, Bytes signature) {

        /** Checks that both parts are there. */
        public SignedEcho {
            Objects.requireNonNull(echoer, "echoer");
            Objects.requireNonNull(signature, "signature");
        }
    }
}
