package dev.strategos.benchmarks.byzantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one instance takes without faults.
 *
 * @param algorithm its label
 * @param generals n
 * @param faults how many traitors it is made for
 * @param transport {@code memory}, one thread and virtual time, or {@code tcp}, a node each in one process on loopback
 * @param latencyMillis p50 from the common start to the last decision: of real time over TCP; in memory all the work of all generals
 * @param cpuMillis of all generals together
 * @param messages of all generals together, without those of the links; null where they were not counted
 * @param bytes of these messages; null where they were not counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Row(
        String algorithm,
        int generals,
        int faults,
        String transport,
        double latencyMillis,
        double cpuMillis,
        @Nullable Double messages,
        @Nullable Double bytes) {}
