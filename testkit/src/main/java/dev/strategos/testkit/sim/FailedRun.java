package dev.strategos.testkit.sim;

import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.properties.Violation;
import dev.strategos.testkit.trace.MessageText;
import java.util.List;
import java.util.Optional;

/**
 * A run that failed, as short as it could be made.
 *
 * <p>Immutable, for any thread.
 *
 * @param scenario which scenario: for a test, its class and method joined by {@code #}
 * @param seed the run's seed
 * @param failure what was thrown
 * @param decisions what chance decided in it, in the order in which it took effect
 * @param trace its events
 * @param messages what the messages of the trace said, as far as the test told how to read them
 * @param decisionsBefore how many decisions the run had that was found first
 * @param eventsBefore how many events that run had
 * @param runs how many runs it took to leave the others out; zero if nobody tried
 */
public record FailedRun(
        String scenario,
        long seed,
        Throwable failure,
        List<Decision> decisions,
        List<TraceRecord> trace,
        MessageText messages,
        int decisionsBefore,
        int eventsBefore,
        int runs) {

    /** Copies the lists. */
    public FailedRun {
        decisions = List.copyOf(decisions);
        trace = List.copyOf(trace);
    }

    /**
     * The property that was violated, and where.
     *
     * @return empty if something else was thrown
     */
    public Optional<Violation> violation() {
        return failure instanceof PropertyViolation violation ? Optional.of(violation.violation()) : Optional.empty();
    }
}
