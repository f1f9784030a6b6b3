package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A long text that all are to have. */
final class Letters {

    static final int LENGTH = 2_000;
    private static final int PIECE = 16;

    private Letters() {}

    /** Has got so much of the text. */
    abstract static class Reader extends Channel {

        int read;

        Reader(Environment env) {
            super(env);
        }

        abstract void write();
    }

    /** Sends the text at once, and what it announces about it in the byte order of its machine. */
    static final class Whole extends Reader {

        private final ByteOrder order;

        Whole(Environment env, ByteOrder order) {
            super(env);
            this.order = order;
        }

        @Override
        void write() {
            read = LENGTH;
            toOthers(ByteBuffer.allocate(LENGTH).order(order).putInt(0, LENGTH));
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            read += message.order(order).getInt();
        }
    }

    /** Sends the text in pieces that every node can take, in the network's byte order. */
    static final class Pieces extends Reader {

        Pieces(Environment env) {
            super(env);
        }

        @Override
        void write() {
            read = LENGTH;
            for (int sent = 0; sent < LENGTH; sent += PIECE) {
                toOthers(ByteBuffer.allocate(PIECE).putInt(0, Math.min(PIECE, LENGTH - sent)));
            }
        }

        @Override
        void received(NodeId from, ByteBuffer message) {
            read += message.getInt();
        }
    }
}
