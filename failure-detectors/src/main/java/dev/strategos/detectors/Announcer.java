package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells the trace and all listeners what a detector thinks. */
final class Announcer {

    private final Environment environment;
    private final List<SuspicionListener> listeners = new ArrayList<>();

    Announcer(Environment environment) {
        this.environment = environment;
    }

    void add(SuspicionListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    void suspect(Watch watch, Suspicion.Reason reason, long now) {
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Suspect(watch.id));
        }
        Suspicion suspicion = new Suspicion(watch.id, watch.life(), reason, now);
        new ArrayList<>(listeners).forEach(listener -> listener.onSuspect(suspicion));
    }

    void restore(Watch watch, Suspicion suspicion) {
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Restore(watch.id));
        }
        new ArrayList<>(listeners).forEach(listener -> listener.onRestore(suspicion));
    }

    void restarted(Peer old, Peer now) {
        new ArrayList<>(listeners).forEach(listener -> listener.onRestart(old, now));
    }
}
