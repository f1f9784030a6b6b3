package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.RoundSchedule;

/** One general's end of a protocol. For its node's loop only. */
interface Part {

    /**
     * Takes part in an instance.
     *
     * @param instance which one
     * @param startNanos the common start, by this node's clock; protocols without time begin at once
     * @param decided told once, on the loop, when this general decided
     * @return false if it was told too late, and takes no part
     */
    boolean begin(InstanceId instance, long startNanos, Runnable decided);

    /** When the rounds of an instance end. */
    RoundSchedule scheduleFrom(long startNanos);

    Counters counters();
}
