package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import java.util.Objects;

/**
 * A message of Bracha's broadcast. Its bytes are described in {@code docs/wire-format-byzantine.md}.
 *
 * <p>Immutable, for any thread.
 *
 * @param instance whose broadcast, and which of them
 * @param kind what is said of the value
 * @param value the encoded value
 */
public record BroadcastMessage(InstanceId instance, Kind kind, Bytes value) {

    /** What is said of a value. */
    public enum Kind {
        /** The sender: this is my value. The paper's {@code initial}. */
        SEND(1),
        /** Anybody: I heard that this is the sender's value. */
        ECHO(2),
        /** Anybody: nobody can be made ready for another value. */
        READY(3);

        private final int step;

        Kind(int step) {
            this.step = step;
        }

        /** The paper's step in which it is said, which is its number in messages, and its round in scripts. */
        int step() {
            return step;
        }
    }

    /** Checks that all parts are there. */
    public BroadcastMessage {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }

    /** The same message of another value. */
    BroadcastMessage of(Bytes other) {
        return new BroadcastMessage(instance, kind, other);
    }
}
