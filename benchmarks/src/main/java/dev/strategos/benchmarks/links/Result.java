package dev.strategos.benchmarks.links;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one contestant in one layout with one payload.
 *
 * @param layout where the two ends lived
 * @param payload bytes of a message
 * @param peer the contestant's label
 * @param perSecond messages in one direction, the median of the rounds
 * @param perSecondLeast the slowest round
 * @param perSecondMost the fastest round
 * @param ratioToFloor of the medians: to raw Netty, under TLS where this is
 * @param ratioToSocket of the medians: to the blocking socket; null where that is not measured
 * @param cpuMicros for each message, at both ends, the median
 * @param allocatedBytes for each message, at both ends, the median
 * @param lost messages, in all rounds
 * @param outOfOrder messages, in all rounds
 * @param roundTripMicros of a message and its reply; null where that is not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Result(
        String layout,
        int payload,
        String peer,
        double perSecond,
        double perSecondLeast,
        double perSecondMost,
        @Nullable Double ratioToFloor,
        @Nullable Double ratioToSocket,
        double cpuMicros,
        double allocatedBytes,
        long lost,
        long outOfOrder,
        @Nullable RoundTripMicros roundTripMicros) {

    /**
     * The medians over the rounds.
     *
     * @param p50 the median round's median
     * @param p99 its 99 %
     * @param p999 its 99.9 %
     * @param p50RatioToFloor to raw Netty
     * @param p99RatioToFloor to raw Netty
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RoundTripMicros(
            double p50,
            double p99,
            double p999,
            @Nullable Double p50RatioToFloor,
            @Nullable Double p99RatioToFloor) {}
}
