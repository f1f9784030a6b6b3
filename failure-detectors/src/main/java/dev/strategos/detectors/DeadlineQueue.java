package dev.strategos.detectors;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The watches of a node by the instant at which something is to be done about them: a binary heap in which each watch knows its place.
 *
 * <p>An instant that moves later leaves the watch where it is: when its turn comes too early, it is put back. So a heartbeat costs no
 * reordering. Instants are readings of a clock whose origin is arbitrary; they are compared by their difference.
 */
final class DeadlineQueue {

    private Watch[] heap = new Watch[16];
    private int size;

    /** The watch whose turn is next. */
    @Nullable
    Watch first() {
        return size == 0 ? null : heap[0];
    }

    /** Sees to it that the watch has its turn at that instant or earlier. */
    void atLatest(Watch watch, long instant) {
        if (watch.place < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            watch.turn = instant;
            watch.place = size;
            heap[size++] = watch;
            up(watch);
        } else if (instant - watch.turn < 0) {
            watch.turn = instant;
            up(watch);
        }
    }

    /** The first watch has had its turn; the next is at that instant, not earlier. */
    void postponeFirst(long instant) {
        Watch watch = heap[0];
        watch.turn = instant;
        down(watch);
    }

    private void up(Watch watch) {
        int place = watch.place;
        while (place > 0) {
            Watch parent = heap[(place - 1) / 2];
            if (parent.turn - watch.turn <= 0) {
                break;
            }
            put(parent, place);
            place = (place - 1) / 2;
        }
        put(watch, place);
    }

    private void down(Watch watch) {
        int place = watch.place;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && heap[child + 1].turn - heap[child].turn < 0) {
                child++;
            }
            if (watch.turn - heap[child].turn <= 0) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(watch, place);
    }

    private void put(Watch watch, int place) {
        heap[place] = watch;
        watch.place = place;
    }
}
