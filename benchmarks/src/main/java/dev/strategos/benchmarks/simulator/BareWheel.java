package dev.strategos.benchmarks.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A floor: the least that a simulator does for an event, with a wheel of buckets as its queue. It is faster than a simulator may be:
 * events of one bucket fire in any order.
 */
final class BareWheel implements Measure {

    /** Nanoseconds, as a power of two. */
    private static final int BUCKET_SHIFT = 14;

    private static final int BUCKETS = 1 << 10;

    private final int[] firsts = new int[BUCKETS];
    private final int[] nexts = new int[Load.IN_FLIGHT];
    private final int[] nodes = new int[Load.IN_FLIGHT];
    private final long events;

    BareWheel(long events) {
        this.events = events;
    }

    @Override
    public String label() {
        return "floor-wheel";
    }

    @Override
    public String unit() {
        return "events";
    }

    @Override
    public double goal() {
        return 0;
    }

    @Override
    public long run() {
        SplittableRandom random = new SplittableRandom(1);
        long[] received = new long[Load.NODES];
        Arrays.fill(firsts, -1);
        for (int i = 0; i < Load.IN_FLIGHT; i++) {
            nodes[i] = i % Load.NODES;
            add(Load.delay(random), i);
        }
        long done = 0;
        for (long bucket = 0; done < events; bucket++) {
            int index = (int) (bucket & (BUCKETS - 1));
            int event = firsts[index];
            firsts[index] = -1;
            while (event >= 0) {
                int next = nexts[event];
                int node = nodes[event];
                received[node]++;
                nodes[event] = Load.neighbour(node, (int) received[node]);
                add((bucket << BUCKET_SHIFT) + Load.delay(random), event);
                done++;
                event = next;
            }
        }
        return Load.total(received);
    }

    private void add(long time, int event) {
        int index = (int) ((time >>> BUCKET_SHIFT) & (BUCKETS - 1));
        nexts[event] = firsts[index];
        firsts[index] = event;
    }
}
