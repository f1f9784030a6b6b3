package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One node asks another for a number, which is 42. */
final class Questions {

    private Questions() {}

    /** Answers, and may ask. */
    abstract static class Asking extends Channel {

        int answer = -1;

        Asking(Environment env) {
            super(env);
        }

        abstract void ask();

        @Override
        void received(NodeId from, ByteBuffer message) {
            if (message.hasRemaining()) {
                answer = message.getInt();
            } else {
                wire.send(from, ints(42));
            }
        }
    }

    /** Who does not answer at once is dead; then the answer is zero. */
    static final class Impatient extends Asking {

        Impatient(Environment env) {
            super(env);
        }

        @Override
        void ask() {
            wire.send(env.group().member(1), ints());
            env.schedule(Duration.ofMillis(50), () -> answer = Math.max(answer, 0));
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            if (answer < 0) {
                super.received(from, message);
            }
        }
    }

    /** Waits until there is an answer. */
    static final class Patient extends Asking {

        Patient(Environment env) {
            super(env);
        }

        @Override
        void ask() {
            wire.send(env.group().member(1), ints());
        }
    }
}
