package dev.strategos.testkit.trace;

import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Topological sorting (Kahn 1962) that takes the earliest of the events that may come next, so that what is in order stays so. */
final class CausalSorting {

    private final List<TraceRecord> records;
    private final int[] cause;
    private final int[] nextOnNode;
    private final int[] waitsFor;
    private final List<List<Integer>> effects;
    private final PriorityQueue<Integer> ready = new PriorityQueue<>();
    private final boolean[] done;

    /** Takes records in the order of their times, and per record the index of its cause or -1; a cause that cannot be is set to -1. */
    CausalSorting(List<TraceRecord> records, int[] cause) {
        int size = records.size();
        this.records = records;
        this.cause = cause;
        this.nextOnNode = new int[size];
        this.waitsFor = new int[size];
        this.done = new boolean[size];
        this.effects = new ArrayList<>(Collections.nCopies(size, List.of()));
        Arrays.fill(nextOnNode, -1);
        chainNodes();
        for (int event = 0; event < size; event++) {
            if (cause[event] >= 0) {
                waitsFor[event]++;
                if (effects.get(cause[event]).isEmpty()) {
                    effects.set(cause[event], new ArrayList<>(1));
                }
                effects.get(cause[event]).add(event);
            }
        }
    }

    /** A node's events follow each other: those of one life by their index, and lives mingle by time, as a dead one's last words may. */
    private void chainNodes() {
        long[] time = timesByIndex();
        Map<NodeId, List<Integer>> perNode = new LinkedHashMap<>();
        for (int event = 0; event < records.size(); event++) {
            perNode.computeIfAbsent(records.get(event).peer().id(), id -> new ArrayList<>())
                    .add(event);
        }
        for (List<Integer> lane : perNode.values()) {
            lane.sort(Comparator.<Integer>comparingLong(event -> time[event])
                    .thenComparing(event -> records.get(event).peer().incarnation())
                    .thenComparingLong(event -> records.get(event).index()));
            for (int i = 1; i < lane.size(); i++) {
                nextOnNode[lane.get(i - 1)] = lane.get(i);
                waitsFor[lane.get(i)]++;
            }
        }
    }

    /** The times, but never lower than those of lower indices of the same life. */
    private long[] timesByIndex() {
        long[] time = new long[records.size()];
        Map<Peer, Long> latest = new LinkedHashMap<>();
        IntStream.range(0, time.length)
                .boxed()
                .sorted(Comparator.comparingLong(event -> records.get(event).index()))
                .forEach(event -> time[event] = latest.merge(
                        records.get(event).peer(), records.get(event).nanos(), Math::max));
        return time;
    }

    int[] sorted() {
        int[] sequence = new int[done.length];
        for (int event = 0; event < done.length; event++) {
            if (waitsFor[event] == 0) {
                ready.add(event);
            }
        }
        for (int i = 0; i < sequence.length; i++) {
            if (ready.isEmpty()) {
                breakCircle();
            }
            int event = ready.remove();
            sequence[i] = event;
            done[event] = true;
            if (nextOnNode[event] >= 0) {
                release(nextOnNode[event]);
            }
            for (int effect : effects.get(event)) {
                if (cause[effect] == event) {
                    release(effect);
                }
            }
        }
        return sequence;
    }

    private void release(int event) {
        if (--waitsFor[event] == 0) {
            ready.add(event);
        }
    }

    /** Every event waits: ids contradict each other. The earliest event that waits for nothing but its cause does without it. */
    private void breakCircle() {
        for (int event = 0; event < done.length; event++) {
            if (!done[event] && waitsFor[event] == 1 && cause[event] >= 0 && !done[cause[event]]) {
                cause[event] = -1;
                release(event);
                return;
            }
        }
        throw new AssertionError("events wait for each other without a cause");
    }
}
