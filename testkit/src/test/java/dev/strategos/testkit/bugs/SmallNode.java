package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What the small protocols have in common: messages and memories of whole numbers, and a bug or none. */
abstract class SmallNode {

    final Environment env;
    final Wire wire;
    final int rank;
    final int size;
    private final Bug bug;

    SmallNode(Environment env, Bug bug) {
        this.env = env;
        this.bug = bug;
        this.wire = env.open("x");
        this.rank = env.group().rank(env.self());
        this.size = env.group().size();
        wire.onDeliver((from, message) -> received(env.group().rank(from.id()), numbers(message)));
    }

    abstract void received(int from, int[] message);

    final boolean has(Bug one) {
        return bug == one;
    }

    final int life() {
        return (int) env.incarnation().number();
    }

    /** To a node; to this one in a turn of its own. */
    final void send(int to, int... message) {
        if (to == rank) {
            env.schedule(Duration.ZERO, () -> received(rank, message));
        } else {
            wire.send(node(to), bytes(message));
        }
    }

    final void toAll(int... message) {
        for (int to = 0; to < size; to++) {
            send(to, message);
        }
    }

    final void toOthers(int... message) {
        for (int to = 0; to < size; to++) {
            if (to != rank) {
                send(to, message);
            }
        }
    }

    final NodeId node(int of) {
        return env.group().member(of);
    }

    final void every(Duration interval, Runnable action) {
        env.schedule(interval, () -> {
            action.run();
            every(interval, action);
        });
    }

    final int[] recall(int length) {
        ByteBuffer stored = env.storage().get("state");
        return stored == null ? new int[length] : numbers(stored);
    }

    /** Stores, and goes on when that is durable. */
    final void keep(int[] state, Runnable then) {
        env.storage().put("state", bytes(state));
        env.storage().sync(result -> then.run());
    }

    private static ByteBuffer bytes(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.flip();
    }

    private static int[] numbers(ByteBuffer bytes) {
        int[] numbers = new int[bytes.remaining() / 4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getInt();
        }
        return numbers;
    }
}
