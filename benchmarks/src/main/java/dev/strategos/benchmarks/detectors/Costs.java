package dev.strategos.benchmarks.detectors;

import com.sun.management.ThreadMXBean;
import dev.strategos.benchmarks.Medians;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Measures what detectors cost: CPU time of this thread, bytes that it allocates, and the heap that is kept. */
final class Costs {

    private static final int WATCHED = 10_000;

    /** A window of a thousand boxed samples each does not fit ten times as often. */
    private static final int WATCHED_BY_OTHERS = 1_000;

    /** The serial collector leaves some waste where it is, and moves all together every fourth time only. */
    private static final int COLLECTIONS = 8;

    /** So many heartbeats from each node, and the windows of all detectors are full. */
    private static final int WARM_UP = 1_000;

    private final int rounds;
    private final Consumer<String> progress;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    Costs(int rounds, Consumer<String> progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    List<Cost> measure() {
        return List.of(
                ours(),
                cost(Settings.PEKKO, size -> new PhiCrowd(size, () -> new PekkoMonitor(usual(1_000), 1_000_000_000L))),
                cost(
                        Settings.HAZELCAST,
                        size -> new PhiCrowd(size, () -> new HazelcastMonitor(usual(200), 1_000_000_000L))));
    }

    private static PhiSettings usual(int samples) {
        return new PhiSettings(8, samples, 100, 3_000);
    }

    private record Round(double nanos, double bytes) {}

    private Cost ours() {
        progress.accept("cost of " + Settings.STRATEGOS);
        // Names, incarnations and the like are there already: what is weighed is what the detector adds.
        StrategosCrowd crowd = new StrategosCrowd(WATCHED);
        for (int second = 0; second < WARM_UP / 10; second++) {
            crowd.second();
        }
        List<Round> told = rounds(crowd);
        requireNoSuspects(crowd.suspects());
        if (crowd.sent() < WATCHED) {
            throw new IllegalStateException("a detector that sends no heartbeats");
        }
        long with = used();
        crowd.forget();
        double bytes = (double) (with - used()) / WATCHED;
        return cost(Settings.STRATEGOS, crowd, told, bytes);
    }

    private static void requireNoSuspects(int suspects) {
        if (suspects > 0) {
            throw new IllegalStateException("a detector that suspects " + suspects + " live nodes");
        }
    }

    private Cost cost(String detector, IntFunction<PhiCrowd> made) {
        progress.accept("cost of " + detector);
        long without = used();
        PhiCrowd crowd = made.apply(WATCHED_BY_OTHERS);
        for (int second = 0; second < WARM_UP; second++) {
            crowd.second();
        }
        double bytes = (double) (used() - without) / WATCHED_BY_OTHERS;
        List<Round> told = rounds(crowd);
        requireNoSuspects(crowd.suspects());
        return cost(detector, crowd, told, bytes);
    }

    private static Cost cost(String detector, Crowd crowd, List<Round> told, double bytesPerNode) {
        double nanos = Medians.of(told, Round::nanos);
        return new Cost(
                detector, crowd.size(), nanos, Medians.of(told, Round::bytes), bytesPerNode, nanos * WATCHED / 1e9);
    }

    private List<Round> rounds(Crowd crowd) {
        int seconds = 1_000_000 / crowd.size();
        List<Round> told = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            for (int second = 0; second < seconds; second++) {
                crowd.second();
            }
            double beats = (double) seconds * crowd.size();
            told.add(new Round(
                    (threads.getCurrentThreadCpuTime() - start) / beats,
                    (threads.getCurrentThreadAllocatedBytes() - allocated) / beats));
        }
        return told;
    }

    private long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
