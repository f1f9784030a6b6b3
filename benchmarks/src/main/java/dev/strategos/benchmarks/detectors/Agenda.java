package dev.strategos.benchmarks.detectors;

import java.util.PriorityQueue;

/** What is going to happen, in the order of virtual time. */
final class Agenda {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long order;

    private record Entry(long at, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    void at(long instant, Runnable action) {
        entries.add(new Entry(instant, order++, action));
    }

    /** When the next thing happens; the end of time if nothing is left. */
    long next() {
        Entry first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    void runNext() {
        entries.remove().action.run();
    }
}
