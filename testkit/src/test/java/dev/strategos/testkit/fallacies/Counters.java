package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Counters at all nodes that are to come to the same sum. */
final class Counters {

    private Counters() {}

    /** Something to add to. */
    interface Counter extends IntSupplier {
        void add(int amount);
    }

    /** Tells every addition once. */
    static final class Told extends Channel implements Counter {

        private int sum;

        Told(Environment env) {
            super(env);
        }

        @Override
        public void add(int amount) {
            sum += amount;
            toOthers(ints(amount));
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            sum += message.getInt();
        }

        @Override
        public int getAsInt() {
            return sum;
        }
    }

    /** Tells every addition with the whole history of the node, four kilobytes of it. */
    static final class ToldAtLength extends Channel implements Counter {

        private int sum;

        ToldAtLength(Environment env) {
            super(env);
        }

        @Override
        public void add(int amount) {
            sum += amount;
            toOthers(ByteBuffer.allocate(4_096).putInt(0, amount));
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            sum += message.getInt();
        }

        @Override
        public int getAsInt() {
            return sum;
        }
    }

    /**
     * Tells what each node has added in all, again and again, and passes on what it hears: a state-based counter that only grows
     * (Shapiro and others, 2011).
     */
    static class Gossiped extends Channel implements Counter {

        private final int[] sums;

        Gossiped(Environment env) {
            this(env, Duration.ofMillis(100));
        }

        Gossiped(Environment env, Duration interval) {
            super(env);
            this.sums = new int[env.group().size()];
            every(interval, () -> toOthers(seal(ints(sums))));
        }

        @Override
        public void add(int amount) {
            sums[env.group().rank(env.self())] += amount;
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            ByteBuffer opened = open(from, message);
            for (int i = 0; opened != null && i < sums.length; i++) {
                sums[i] = Math.max(sums[i], opened.getInt());
            }
        }

        ByteBuffer seal(ByteBuffer state) {
            return state;
        }

        ByteBuffer open(NodeId from, ByteBuffer message) {
            return message;
        }

        @Override
        public int getAsInt() {
            int sum = 0;
            for (int part : sums) {
                sum += part;
            }
            return sum;
        }
    }

    /** The same a hundred times a second, whatever it costs. */
    static final class Chatty extends Gossiped {
        Chatty(Environment env) {
            super(env, Duration.ofMillis(10));
        }
    }

    /** The same once in two seconds. */
    static final class Thrifty extends Gossiped {
        Thrifty(Environment env) {
            super(env, Duration.ofSeconds(2));
        }
    }
}
