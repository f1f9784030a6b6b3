package dev.strategos.benchmarks.simulator;

import java.util.SplittableRandom;

/** A floor: the least that a simulator does for an event, with a 4-ary heap over primitives as its queue. */
final class BareHeap implements Measure {

    private static final int ARITY = 4;

    private final long[] times;
    private final int[] nodes;
    private final long events;
    private int size;

    BareHeap(long events) {
        this.times = new long[Load.IN_FLIGHT + 1];
        this.nodes = new int[Load.IN_FLIGHT + 1];
        this.events = events;
    }

    @Override
    public String label() {
        return "floor-heap";
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
        size = 0;
        for (int i = 0; i < Load.IN_FLIGHT; i++) {
            add(Load.delay(random), i % Load.NODES);
        }
        for (long done = 0; done < events; done++) {
            long now = times[0];
            int node = nodes[0];
            removeFirst();
            received[node]++;
            add(now + Load.delay(random), Load.neighbour(node, (int) received[node]));
        }
        return Load.total(received);
    }

    private void add(long time, int node) {
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / ARITY;
            if (times[parent] <= time) {
                break;
            }
            times[hole] = times[parent];
            nodes[hole] = nodes[parent];
            hole = parent;
        }
        times[hole] = time;
        nodes[hole] = node;
    }

    private void removeFirst() {
        size--;
        long time = times[size];
        int node = nodes[size];
        int hole = 0;
        while (true) {
            int first = hole * ARITY + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int end = Math.min(first + ARITY, size);
            for (int child = first + 1; child < end; child++) {
                if (times[child] < times[least]) {
                    least = child;
                }
            }
            if (times[least] >= time) {
                break;
            }
            times[hole] = times[least];
            nodes[hole] = nodes[least];
            hole = least;
        }
        times[hole] = time;
        nodes[hole] = node;
    }
}
