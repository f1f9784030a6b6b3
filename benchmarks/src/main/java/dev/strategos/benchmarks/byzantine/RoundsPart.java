package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.Deliberation;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.byzantine.SynchronousAgreement;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A part in a protocol of rounds. Holds its last run, as an application may. */
final class RoundsPart implements Part {

    private final SynchronousAgreement<String> protocol;
    private final BiFunction<InstanceId, RoundSchedule, Deliberation<?>> beginning;
    private @Nullable Deliberation<?> last;

    RoundsPart(
            SynchronousAgreement<String> protocol, BiFunction<InstanceId, RoundSchedule, Deliberation<?>> beginning) {
        this.protocol = protocol;
        this.beginning = beginning;
    }

    @Override
    public boolean begin(InstanceId instance, long startNanos, Runnable decided) {
        Deliberation<?> run = beginning.apply(instance, scheduleFrom(startNanos));
        last = run;
        run.onDecision(decision -> decided.run());
        return !run.missedStart();
    }

    @Override
    public RoundSchedule scheduleFrom(long startNanos) {
        return protocol.scheduleFrom(startNanos);
    }

    @Override
    public Counters counters() {
        return protocol.counters();
    }

    /** Such as {@code OM(1), last g0/7, round 3}. */
    @Override
    public String toString() {
        return protocol.name() + ", last " + last;
    }
}
