package dev.strategos.transport.netty.wire;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import java.util.Objects;

/** What the two ends say before the first frame. Immutable, for any thread. */
public sealed interface Preamble {

    /**
     * Who one end is, and whom it takes the other to be.
     *
     * @param answer false in the dialler's hello, true in the acceptor's welcome
     * @param cluster the name of the cluster that both belong to
     * @param from who is talking
     * @param to who is meant
     * @param incarnation which life of {@code from}
     * @param life a random number drawn at the start of that life: tells two processes apart that claim one incarnation
     * @param stamp counts the greetings of that life from 1: tells a new connection from one that was overtaken
     */
    record Greeting(
            boolean answer, String cluster, NodeId from, NodeId to, Incarnation incarnation, long life, long stamp)
            implements Preamble {

        /** Checks that all parts are there and that the stamp is at least 1. */
        public Greeting {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(incarnation, "incarnation");
            if (stamp < 1) {
                throw new IllegalArgumentException("stamp: must be at least 1, but was " + stamp);
            }
        }
    }

    /**
     * Why the other end will not talk.
     *
     * @param code the reason, for the program
     * @param text the reason, for a person; printable ASCII
     */
    record Refusal(RefusalCode code, String text) implements Preamble {

        /** Checks that both are there. */
        public Refusal {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
        }
    }
}
