package dev.strategos.testkit.explore;

import dev.strategos.core.TraceRecord;
import java.util.List;

/**
 * A run in which a property does not hold.
 *
 * @param property its name
 * @param why what was seen
 * @param schedule the choices that lead there; {@link Explorer#replay} plays them
 * @param trace all that happened
 */
public record Counterexample(String property, String why, Schedule schedule, List<TraceRecord> trace) {

    /** Keeps a copy of the trace. */
    public Counterexample {
        trace = List.copyOf(trace);
    }

    /** The property, what was seen, and the choices, one in a line. */
    @Override
    public String toString() {
        return property + " is violated: " + why + "\nafter\n"
                + schedule.toString().indent(2);
    }
}
