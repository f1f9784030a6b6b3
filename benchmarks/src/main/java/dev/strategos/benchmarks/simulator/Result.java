package dev.strategos.benchmarks.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one measure.
 *
 * @param measure its label
 * @param unit what it counts
 * @param perSecond the median of the rounds
 * @param perSecondLeast the slowest round
 * @param perSecondMost the fastest round
 * @param goal how many there should be; null for a floor
 * @param ratioToFloor of the medians, to the bare loop with a wheel; null where something else is counted
 * @param allocatedBytes for each of them, the median
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Result(
        String measure,
        String unit,
        double perSecond,
        double perSecondLeast,
        double perSecondMost,
        @Nullable Double goal,
        @Nullable Double ratioToFloor,
        double allocatedBytes) {

    boolean meetsGoal() {
        return goal == null || perSecond >= goal;
    }
}
