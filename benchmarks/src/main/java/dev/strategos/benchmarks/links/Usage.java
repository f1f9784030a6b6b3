package dev.strategos.benchmarks.links;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * What a process has used so far, or between two moments.
 *
 * @param cpuNanos time on all cores
 * @param allocatedBytes by all threads that live now
 */
record Usage(long cpuNanos, long allocatedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static Usage now() {
        long[] threads = THREADS.getAllThreadIds();
        return new Usage(
                SYSTEM.getProcessCpuTime(),
                LongStream.of(THREADS.getThreadAllocatedBytes(threads))
                        .filter(bytes -> bytes > 0)
                        .sum());
    }

    Usage since(Usage earlier) {
        return new Usage(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
    }

    Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }
}
