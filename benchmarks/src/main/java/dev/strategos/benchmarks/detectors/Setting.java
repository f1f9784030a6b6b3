package dev.strategos.benchmarks.detectors;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A detector with all of its parameters but one: the patience, of which each detector has some, and which makes it slower and less often
 * wrong.
 *
 * @param detector whose it is
 * @param label the other parameters
 * @param monitor a new monitor with a patience of so many seconds, zero or more
 * @param learning the same with a patience that grows by half an interval with each mistake; null where there is none
 */
record Setting(
        String detector,
        String label,
        DoubleFunction<Monitor> monitor,
        @Nullable DoubleFunction<StrategosMonitor> learning) {}
