package dev.strategos.testkit.sim;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;

/** A replicated counter that believes that the network is reliable: each addition is told to the others once. */
final class NaiveCounter {

    /** How its messages read. */
    static final Codec<Integer> AMOUNTS = new Codec<>() {
        @Override
        public ByteBuffer encode(Integer amount) {
            return ByteBuffer.allocate(4).putInt(0, amount);
        }

        @Override
        public Integer decode(ByteBuffer bytes) {
            return bytes.getInt();
        }
    };

    private final Environment env;
    private final Wire wire;
    private int value;

    NaiveCounter(Environment env) {
        this.env = env;
        this.wire = env.open("counter");
        wire.onDeliver((from, message) -> value += message.getInt());
    }

    void add(int amount) {
        value += amount;
        for (NodeId other : env.group().others(env.self())) {
            wire.send(other, AMOUNTS.encode(amount));
        }
    }

    int value() {
        return value;
    }
}
