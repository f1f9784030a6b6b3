package dev.strategos.testkit.sim;

import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.trace.MessageText;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came of running a scenario once. */
record SeedRun(@Nullable Throwable failure, List<TraceRecord> trace, MessageText messages, List<Decision> decisions) {

    static SeedRun of(long seed, Script script, Consumer<Simulation> scenario) {
        Simulation simulation = new Simulation(seed, script);
        Throwable failure = null;
        try {
            scenario.accept(simulation);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // Checked ones too: a test method may declare any, and reflection hands them on as they are.
            failure = e;
        }
        // What closing traces belongs to no run.
        List<TraceRecord> trace = List.copyOf(simulation.trace());
        List<Decision> decisions = simulation.decisions();
        simulation.close();
        return new SeedRun(failure, trace, simulation.messages(), decisions);
    }
}
