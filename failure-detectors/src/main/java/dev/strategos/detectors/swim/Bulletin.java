package dev.strategos.detectors.swim;

import dev.strategos.core.Environment;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.detectors.Suspicion;
import dev.strategos.detectors.SuspicionListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells the trace and all listeners who counts as failed, and keeps since when. */
final class Bulletin {

    private final Environment environment;
    private final List<SuspicionListener> listeners = new ArrayList<>();
    private final Map<NodeId, Long> since = new LinkedHashMap<>();
    private final Map<NodeId, Long> mistakes = new LinkedHashMap<>();
    private final long start;

    Bulletin(Environment environment) {
        this.environment = environment;
        this.start = environment.clock().nanos();
    }

    void add(SuspicionListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    long since(NodeId member) {
        return since.getOrDefault(member, start);
    }

    long mistakes(NodeId member) {
        return mistakes.getOrDefault(member, 0L);
    }

    static Optional<Incarnation> life(long number) {
        return number > 0 ? Optional.of(new Incarnation(number)) : Optional.empty();
    }

    void failed(NodeId member, long life, long now) {
        since.put(member, now);
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Suspect(member));
        }
        Suspicion.Reason reason = life > 0 ? Suspicion.Reason.UNANSWERED : Suspicion.Reason.NEVER_HEARD_OF;
        Suspicion suspicion = new Suspicion(member, life(life), reason, now);
        new ArrayList<>(listeners).forEach(listener -> listener.onSuspect(suspicion));
    }

    void restored(NodeId member, long oldLife, long newLife, long now) {
        since.put(member, now);
        Suspicion.Reason reason = Suspicion.Reason.ANSWER;
        if (oldLife == 0) {
            reason = Suspicion.Reason.FIRST_CONTACT;
        } else if (newLife > oldLife) {
            reason = Suspicion.Reason.NEW_INCARNATION;
        } else {
            mistakes.merge(member, 1L, Long::sum);
        }
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Restore(member));
        }
        Suspicion suspicion = new Suspicion(member, life(oldLife), reason, now);
        new ArrayList<>(listeners).forEach(listener -> listener.onRestore(suspicion));
    }

    void restarted(NodeId member, long oldLife, long newLife) {
        Peer old = new Peer(member, new Incarnation(oldLife));
        Peer now = new Peer(member, new Incarnation(newLife));
        new ArrayList<>(listeners).forEach(listener -> listener.onRestart(old, now));
    }
}
