package dev.strategos.benchmarks.byzantine;

import com.sun.management.OperatingSystemMXBean;
import dev.strategos.benchmarks.Medians;
import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.NodeId;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All measures, one after the other. */
final class Measures {

    private static final double MILLI = 1e6;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final boolean quick;
    private final PrintWriter progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    Measures(boolean quick, PrintWriter progress) {
        this.quick = quick;
        this.progress = progress;
    }

    List<Row> rows() {
        return rows;
    }

    List<Goal> goals() {
        return goals;
    }

    void all(List<Contender> contenders) throws Exception {
        for (Contender contender : contenders) {
            for (int generals : quick ? new int[] {4, 10} : new int[] {4, 7, 10, 13, 16}) {
                if (generals <= contender.mostGenerals()) {
                    inMemory(contender, contender.faults(generals) == 0 ? generals + 1 : generals);
                }
            }
        }
        for (Contender contender : contenders) {
            for (int generals : quick ? new int[] {4} : new int[] {4, 7, 10}) {
                overTcp(contender, contender.faults(generals) == 0 ? generals + 1 : generals);
            }
        }
        largeOral();
        signedBesideItsFloor();
        largeSigned();
        oralBesideRoundTrips();
        signedBesideItsDeadline();
        manyAtOnce();
        say("flood of garbage signatures");
        goals.add(new Goal(
                "a flood of garbage signatures: verifications per loyal lieutenant and instance",
                Flood.verifications(20) / 2,
                1.0,
                false,
                ""));
    }

    private void say(String what) {
        progress.println(what);
        progress.flush();
    }

    private void inMemory(Contender contender, int generals) {
        int faults = contender.faults(generals);
        say("memory " + contender.label() + " n=" + generals);
        MemoryField field = new MemoryField(Squad.of(contender, generals, faults, Duration.ofMillis(10)));
        try {
            int warmUp = generals <= 10 ? quick ? 30 : 200 : 2;
            field.run(warmUp);
            int instances = generals <= 10 ? 50 : 5;
            List<MemoryField.Cost> rounds = new ArrayList<>();
            for (int round = 0; round < (quick ? 3 : 5); round++) {
                rounds.add(field.run(instances));
            }
            MemoryField.Cost one = rounds.get(0);
            rows.add(new Row(
                    contender.label(),
                    generals,
                    faults,
                    "memory",
                    Medians.of(rounds, MemoryField.Cost::wallNanos) / MILLI,
                    Medians.of(rounds, MemoryField.Cost::cpuNanos) / MILLI,
                    (double) one.counters().physicalMessages() / instances,
                    (double) one.counters().bytes() / instances));
        } finally {
            field.close();
        }
    }

    private void overTcp(Contender contender, int generals) throws Exception {
        int faults = contender.faults(generals);
        say("tcp " + contender.label() + " n=" + generals);
        // Where rounds last to their deadlines, the deadline is the latency: it says nothing that is not configured.
        try (TcpField field = new TcpField(Squad.of(contender, generals, faults, Duration.ofMillis(100)), false)) {
            int instances = quick ? 20 : 50;
            latencies(field, instances / 2);
            long cpu = PROCESS.getProcessCpuTime();
            long[] nanos = latencies(field, instances);
            rows.add(new Row(
                    contender.label(),
                    generals,
                    faults,
                    "tcp",
                    nanos[nanos.length / 2] / MILLI,
                    (PROCESS.getProcessCpuTime() - cpu) / MILLI / instances,
                    null,
                    null));
        }
    }

    private static long[] latencies(TcpField field, int instances) throws Exception {
        long[] nanos = new long[instances];
        for (int i = 0; i < instances; i++) {
            nanos[i] = field.run(1);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private void largeOral() {
        say("OM(5) among 16");
        MemoryField field = new MemoryField(Squad.of(Contender.ORAL, 16, 5, Duration.ofMillis(10)));
        try {
            long before = usedHeap();
            field.run(1);
            double held = (double) (usedHeap() - before) / (1 << 20);
            field.run(2);
            List<MemoryField.Cost> costs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                costs.add(field.run(1));
            }
            goals.add(new Goal(
                    "OM(5) among 16, in memory",
                    Medians.of(costs, MemoryField.Cost::wallNanos) / 1e9,
                    1.0,
                    false,
                    "s"));
            goals.add(new Goal(
                    "the same: heap in use afterwards, with all that the 16 generals and the network still hold",
                    held,
                    64.0,
                    false,
                    "MB"));
            goals.add(new Goal(
                    "the same: bytes allocated by all of them together",
                    Medians.of(costs, MemoryField.Cost::allocatedBytes) / (1 << 20),
                    null,
                    false,
                    "MB"));
        } finally {
            field.close();
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void signedBesideItsFloor() {
        say("SM(5) among 16 beside its crypto floor");
        Squad squad = Squad.of(Contender.SIGNED, 16, 5, Duration.ofMillis(10));
        MemoryField field = new MemoryField(squad);
        try {
            field.run(quick ? 30 : 100);
            List<Double> ratios = new ArrayList<>();
            int instances = quick ? 10 : 40;
            for (int round = 0; round < 5; round++) {
                // The floor is measured next to what it is the floor of, so that both have the same machine.
                double floor = floorNanos(squad, instances);
                ratios.add(field.run(instances).cpuNanos() / floor);
            }
            goals.add(new Goal(
                    "SM(5) among 16: CPU of an instance to its 16 signatures and 15 verifications",
                    Medians.of(ratios, Double::doubleValue),
                    1.2,
                    false,
                    "×"));
        } finally {
            field.close();
        }
    }

    /** What n signatures and n−1 verifications take, of statements as long as those in SM are on average. */
    private static double floorNanos(Squad squad, int times) {
        NodeId general = squad.group().member(0);
        Ed25519.Key key = squad.key(general);
        Verifier verifier = squad.verifier();
        int n = squad.group().size();
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            for (int k = 0; k < n; k++) {
                Bytes statement = statement(i, k);
                Bytes signature = key.sign(statement);
                if (k > 0 && !verifier.verify(general, statement, signature)) {
                    throw new IllegalStateException("a true signature was refused");
                }
            }
        }
        return (double) (threads.getCurrentThreadCpuTime() - start) / times;
    }

    private static Bytes statement(int i, int k) {
        return Bytes.of(java.nio.ByteBuffer.allocate(200).putInt(0, i).putInt(4, k));
    }

    private void largeSigned() {
        say("SM(33) among 100");
        MemoryField field = new MemoryField(Squad.of(Contender.SIGNED, 100, 33, Duration.ofMillis(10)));
        try {
            field.run(1);
            List<MemoryField.Cost> costs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                costs.add(field.run(1));
            }
            goals.add(new Goal(
                    "SM(33) among 100, in memory",
                    Medians.of(costs, MemoryField.Cost::wallNanos) / 1e9,
                    1.0,
                    false,
                    "s"));
        } finally {
            field.close();
        }
    }

    private void oralBesideRoundTrips() throws Exception {
        say("OM(1) among 4 over TCP beside round trips");
        try (TcpField field = new TcpField(Squad.of(Contender.ORAL, 4, 1, Duration.ofMillis(500)), false)) {
            int times = quick ? 200 : 1_000;
            latencies(field, 50);
            field.roundTrips(times);
            long[] roundTrips = field.roundTrips(times);
            long[] nanos = latencies(field, quick ? 100 : 300);
            long[] late = field.timerLateness(quick ? 50 : 200);
            goals.add(new Goal(
                    "OM(1) among 4 over TCP: p50 to that of the link's round trip",
                    (double) nanos[nanos.length / 2] / roundTrips[times / 2],
                    3.0,
                    false,
                    "×"));
            goals.add(new Goal("that round trip, p50", roundTrips[times / 2] / 1e3, null, false, "µs"));
            goals.add(new Goal(
                    "a timer for the same instant at all four, beyond that instant at the latest, p50",
                    late[late.length / 2] / 1e3,
                    null,
                    false,
                    "µs"));
        }
    }

    private void signedBesideItsDeadline() throws Exception {
        say("SM(1) among 4 over TCP beside its deadline");
        try (TcpField field = new TcpField(Squad.of(Contender.SIGNED, 4, 1, Duration.ofMillis(50)), false)) {
            latencies(field, 5);
            long[] nanos = latencies(field, quick ? 20 : 60);
            goals.add(new Goal(
                    "SM(1) among 4 over TCP: time beyond its deadline, p50",
                    (nanos[nanos.length / 2] - field.deadlineNanos(2)) / MILLI,
                    1.0,
                    false,
                    "ms"));
        }
    }

    private void manyAtOnce() throws Exception {
        say("1,000 instances of OM(1) among 4 at once, over TCP");
        try (TcpField field = new TcpField(Squad.of(Contender.ORAL, 4, 1, Duration.ofSeconds(5)), true)) {
            long[] single = latencies(field, quick ? 100 : 300);
            field.run(1_000);
            List<Long> batches = new ArrayList<>();
            for (int i = 0; i < (quick ? 3 : 7); i++) {
                batches.add(field.run(1_000));
            }
            double batch = Medians.of(batches, Long::doubleValue);
            goals.add(new Goal(
                    "1,000 instances of OM(1) among 4 at once, in batches: throughput to that of one at a time",
                    1_000.0 * single[single.length / 2] / batch,
                    20.0,
                    true,
                    "×"));
        }
    }
}
