package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Everybody is to have heard of everybody, in a format that is younger at some nodes than at others. */
class Greetings extends Channel {

    private final boolean[] heard;
    private final int version;
    private final boolean tolerant;

    private Greetings(Environment env, int version, boolean tolerant) {
        super(env);
        this.version = version;
        this.tolerant = tolerant;
        this.heard = new boolean[env.group().size()];
        every(Duration.ofMillis(200), () -> toOthers(greeting()));
    }

    /** Believes that all nodes run its own version. */
    static Greetings strict(Environment env, int version) {
        return new Greetings(env, version, false);
    }

    /** Reads what it knows of a message, and leaves out what it does not know. */
    static Greetings tolerant(Environment env, int version) {
        return new Greetings(env, version, true);
    }

    /** Version 1: a rank. Version 2: a rank and the greeting's number, in eight bytes. */
    private ByteBuffer greeting() {
        int rank = env.group().rank(env.self());
        return version == 1 ? ints(rank) : ints(rank, 0, 7);
    }

    @Override
    void received(NodeId from, ByteBuffer message) {
        int expected = version == 1 ? 4 : 12;
        if (tolerant || message.remaining() == expected) {
            heard[message.getInt()] = true;
        }
    }

    boolean heardAll() {
        int others = 0;
        for (boolean one : heard) {
            others += one ? 1 : 0;
        }
        return others == heard.length - 1;
    }
}
