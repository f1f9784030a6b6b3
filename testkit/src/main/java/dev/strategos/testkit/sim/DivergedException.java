package dev.strategos.testkit.sim;

import dev.strategos.core.TraceRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same seed did two different things: a program or a test draws on something that no seed governs. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(String message) {
        super(message);
    }

    /** The first difference between two runs of one seed; null if there is none. */
    static @Nullable DivergedException between(long seed, SeedRun one, SeedRun other) {
        List<TraceRecord> first = one.trace();
        List<TraceRecord> second = other.trace();
        int same = 0;
        while (same < first.size() && same < second.size() && first.get(same).equals(second.get(same))) {
            same++;
        }
        if (same < first.size() || same < second.size()) {
            return new DivergedException("seed " + seed + " did two different things; the first difference is event "
                    + same + ":\n  first run:  " + event(first, same) + "\n  second run: " + event(second, same));
        }
        if (!FailureKind.of(one.failure()).equals(FailureKind.of(other.failure()))) {
            return new DivergedException(
                    "seed " + seed + " ended in two different ways, after the same events:\n  first run:  "
                            + outcome(one) + "\n  second run: " + outcome(other));
        }
        return null;
    }

    private static String event(List<TraceRecord> trace, int index) {
        return index < trace.size() ? trace.get(index).toString() : "(its end)";
    }

    private static String outcome(SeedRun run) {
        Throwable failure = run.failure();
        return failure == null ? "passed" : failure.toString();
    }
}
