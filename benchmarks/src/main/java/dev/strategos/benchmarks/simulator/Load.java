package dev.strategos.benchmarks.simulator;

import dev.strategos.transport.memory.DelayLaw;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What the floors and the bare network have in common: nodes, messages in flight, and how long these take. */
final class Load {

    static final int NODES = 1_000;
    static final int IN_FLIGHT = 100_000;

    /** To how many others a node speaks. */
    static final int NEIGHBOURS = 10;

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofMillis(10);
    private static final long RANGE = MOST.minus(LEAST).toNanos() + 1;

    private Load() {}

    static DelayLaw delays() {
        return DelayLaw.uniform(LEAST, MOST);
    }

    static long delay(SplittableRandom random) {
        return LEAST.toNanos() + random.nextLong(RANGE);
    }

    /** To whom a node's next message goes: to its neighbours in turn. */
    static int neighbour(int node, int message) {
        return (node + 1 + message % NEIGHBOURS * 97) % NODES;
    }

    static long total(long[] received) {
        return Arrays.stream(received).sum();
    }
}
