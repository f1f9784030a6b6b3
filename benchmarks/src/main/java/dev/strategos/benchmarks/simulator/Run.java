package dev.strategos.benchmarks.simulator;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rounds in which the measures take turns, A B C … A B C …, after one that warms up and is not told. A second is one of the process's CPU
 * time, garbage collection included, so that it counts for little what else the machine does.
 */
final class Run {

    private static final double SECOND = 1e9;

    private final List<Measure> measures;
    private final Measure floor;
    private final int rounds;
    private final PrintWriter progress;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Says what to measure.
     *
     * @param measures all of them
     * @param floor with which those that count events are compared
     * @param rounds how many are told
     * @param progress where it is said how far it is
     */
    Run(List<Measure> measures, Measure floor, int rounds, PrintWriter progress) {
        this.measures = measures;
        this.floor = floor;
        this.rounds = rounds;
        this.progress = progress;
    }

    private record Round(double perSecond, double allocatedBytes) {}

    List<Result> measure() {
        Map<Measure, List<Round>> told = new LinkedHashMap<>();
        measures.forEach(measure -> told.put(measure, new ArrayList<>()));
        for (int round = -1; round < rounds; round++) {
            for (Measure measure : measures) {
                progress.println(
                        (round < 0 ? "warm-up" : "round " + (round + 1) + "/" + rounds) + " " + measure.label());
                Round done = once(measure);
                if (round >= 0) {
                    told.getOrDefault(measure, new ArrayList<>()).add(done);
                }
            }
        }
        double floorPerSecond = median(told.getOrDefault(floor, List.of()), Round::perSecond);
        List<Result> results = new ArrayList<>();
        told.forEach((measure, done) -> results.add(result(measure, done, floorPerSecond)));
        return results;
    }

    private Round once(Measure measure) {
        measure.prepare();
        System.gc();
        long thread = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long start = process.getProcessCpuTime();
        long count = measure.run();
        double seconds = (process.getProcessCpuTime() - start) / SECOND;
        double bytes = threads.getThreadAllocatedBytes(thread) - allocated;
        return new Round(count / seconds, bytes / count);
    }

    private Result result(Measure measure, List<Round> done, double floorPerSecond) {
        double perSecond = median(done, Round::perSecond);
        boolean comparable = measure.unit().equals(floor.unit()) && floorPerSecond > 0;
        return new Result(
                measure.label(),
                measure.unit(),
                perSecond,
                done.stream().mapToDouble(Round::perSecond).min().orElse(0),
                done.stream().mapToDouble(Round::perSecond).max().orElse(0),
                goal(measure),
                comparable ? perSecond / floorPerSecond : null,
                median(done, Round::allocatedBytes));
    }

    private static @Nullable Double goal(Measure measure) {
        return measure.goal() > 0 ? measure.goal() : null;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
