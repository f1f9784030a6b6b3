package dev.strategos.transport.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order of their time; those of the same instant in the order in which they were added.
 *
 * <p>A 4-ary heap over primitive keys: no node objects, and no comparator between the events.
 */
final class EventQueue {

    private static final int ARITY = 4;

    private long[] times = new long[1024];
    private long[] orders = new long[1024];
    private @Nullable Event[] events = new @Nullable Event[1024];
    private int size;
    private long nextOrder;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first event is due. */
    long firstTime() {
        return times[0];
    }

    void add(long time, Event event) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        long order = nextOrder++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / ARITY;
            if (!isBefore(time, order, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, time, order, event);
    }

    Event removeFirst() {
        Event first = events[0];
        if (first == null) {
            throw new IllegalStateException("no event is left");
        }
        size--;
        long time = times[size];
        long order = orders[size];
        Event last = events[size];
        events[size] = null;
        if (size > 0 && last != null) {
            put(sink(time, order), time, order, last);
        }
        return first;
    }

    /** Moves the root's hole down to where this key belongs. */
    private int sink(long time, long order) {
        int hole = 0;
        while (true) {
            int firstChild = hole * ARITY + 1;
            if (firstChild >= size) {
                return hole;
            }
            int least = firstChild;
            int end = Math.min(firstChild + ARITY, size);
            for (int child = firstChild + 1; child < end; child++) {
                if (isBefore(times[child], orders[child], least)) {
                    least = child;
                }
            }
            if (!isBefore(times[least], orders[least], time, order)) {
                return hole;
            }
            move(least, hole);
            hole = least;
        }
    }

    private boolean isBefore(long time, long order, int other) {
        return isBefore(time, order, times[other], orders[other]);
    }

    private static boolean isBefore(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || (time == otherTime && order < otherOrder);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int at, long time, long order, Event event) {
        times[at] = time;
        orders[at] = order;
        events[at] = event;
    }
}
