package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What the small programs of this package have in common: an environment, a channel, and something done again and again. */
abstract class Channel {

    final Environment env;
    final Wire wire;

    Channel(Environment env) {
        this.env = env;
        this.wire = env.open("x");
        wire.onDeliver((from, message) -> received(from.id(), message));
    }

    abstract void received(NodeId from, ByteBuffer message);

    final void toOthers(ByteBuffer message) {
        env.group().others(env.self()).forEach(other -> wire.send(other, message));
    }

    final void every(Duration interval, Runnable action) {
        env.schedule(interval, () -> {
            action.run();
            every(interval, action);
        });
    }

    static ByteBuffer ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.flip();
    }
}
