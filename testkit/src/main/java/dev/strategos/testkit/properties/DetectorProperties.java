package dev.strategos.testkit.properties;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of failure detectors (Chandra, Toueg 1996; Cachin, Guerraoui, Rodrigues, sections 2.6 and 2.7) and of leader detectors,
 * checked on the trace of a run in which every node that started runs one detector for all others.
 *
 * <p>A node is alive from its start to its crash or stop, and again after a recovery; a suspicion at a node ends with that node's
 * life. What holds "in the end" has to hold at the end of the trace, so a run has to go on for long enough after its last fault.
 *
 * <pre>{@code
 * DetectorProperties.of("seed 42", trace)
 *         .strongCompleteness()
 *         .eventualStrongAccuracy(Duration.ofMinutes(1));
 * }</pre>
 *
 * <p>Immutable, for any thread.
 */
public final class DetectorProperties {

    private final String run;
    private final List<TraceRecord> trace;

    private DetectorProperties(String run, List<TraceRecord> trace) {
        this.run = run;
        this.trace = trace;
    }

    /**
     * Looks at a run.
     *
     * @param run which run this is, for the failure's message: its seed
     * @param trace all records of the run, in the order of their time
     * @return the checks
     */
    public static DetectorProperties of(String run, List<TraceRecord> trace) {
        return new DetectorProperties(run, List.copyOf(trace));
    }

    /**
     * Strong completeness: in the end every crashed node is suspected by every live one.
     *
     * @return this
     * @throws PropertyViolation if a crashed node is not suspected at the end
     */
    public DetectorProperties strongCompleteness() {
        History history = replay((past, record) -> {});
        for (Map.Entry<NodeId, TraceRecord> crash : history.down.entrySet()) {
            for (NodeId monitor : history.alive) {
                if (!history.suspects(monitor, crash.getKey())) {
                    throw violated(
                            "strong completeness",
                            crash.getValue(),
                            "'" + monitor + "' does not suspect '" + crash.getKey() + "' at the end");
                }
            }
        }
        return this;
    }

    /**
     * Bounded detection: every node that crashes for good is suspected by every node that is alive from then to the end, at that bound
     * after the crash at the latest, and from then on.
     *
     * @param bound how long detection may take
     * @return this
     * @throws PropertyViolation if a detection is missing or late
     */
    public DetectorProperties completenessWithin(Duration bound) {
        Map<List<NodeId>, TraceRecord> lastSuspicion = new LinkedHashMap<>();
        Set<NodeId> interrupted = new LinkedHashSet<>();
        Map<NodeId, TraceRecord> crashes = new LinkedHashMap<>();
        History history = replay((past, record) -> {
            NodeId node = record.peer().id();
            if (isEnd(record.event())) {
                crashes.put(node, record);
                interrupted.add(node);
            } else if (record.event() instanceof TraceEvent.Suspect suspect) {
                lastSuspicion.put(List.of(node, suspect.peer()), record);
            }
        });
        crashes.keySet().retainAll(history.down.keySet());
        for (Map.Entry<NodeId, TraceRecord> crash : crashes.entrySet()) {
            for (NodeId monitor : history.alive) {
                TraceRecord suspicion = lastSuspicion.get(List.of(monitor, crash.getKey()));
                boolean held = history.suspects(monitor, crash.getKey());
                long latest = crash.getValue().nanos() + bound.toNanos();
                if (!interrupted.contains(monitor) && (!held || suspicion == null || suspicion.nanos() > latest)) {
                    throw violated(
                            "completeness within " + bound,
                            crash.getValue(),
                            held && suspicion != null
                                    ? "it took until [" + suspicion + "]"
                                    : "'" + monitor + "' does not suspect it at the end");
                }
            }
        }
        return this;
    }

    /**
     * Strong accuracy: no node is suspected before it crashes.
     *
     * @return this
     * @throws PropertyViolation if a live node was suspected
     */
    public DetectorProperties strongAccuracy() {
        return accuracy("strong accuracy", Long.MIN_VALUE);
    }

    /**
     * Eventual strong accuracy: from some time on no live node is suspected.
     *
     * @param from the time, after which a suspicion of a live node may neither begin nor be held by a live one at the end
     * @return this
     * @throws PropertyViolation if a live node is suspected later
     */
    public DetectorProperties eventualStrongAccuracy(Duration from) {
        accuracy("eventual strong accuracy from " + from, from.toNanos());
        History history = replay((past, record) -> {});
        for (NodeId monitor : history.alive) {
            for (NodeId peer : history.alive) {
                TraceRecord since = history.suspicions(monitor).get(peer);
                if (since != null) {
                    throw violated(
                            "eventual strong accuracy from " + from, since, "the suspicion is held until the end");
                }
            }
        }
        return this;
    }

    private DetectorProperties accuracy(String property, long from) {
        replay((past, record) -> {
            if (record.nanos() >= from
                    && record.event() instanceof TraceEvent.Suspect suspect
                    && past.alive.contains(suspect.peer())) {
                throw violated(property, record, "'" + suspect.peer() + "' is alive");
            }
        });
        return this;
    }

    /**
     * Ω: in the end all live nodes trust the same live node.
     *
     * @return this
     * @throws PropertyViolation if they do not
     */
    public DetectorProperties eventualLeadership() {
        History history = replay((past, record) -> {});
        TraceRecord first = null;
        for (NodeId node : history.alive) {
            TraceRecord trust = history.trusted.get(node);
            if (trust == null) {
                throw violated("eventual leadership", null, "'" + node + "' trusts nobody");
            }
            if (!history.alive.contains(leader(trust))) {
                throw violated("eventual leadership", trust, "that leader is down at the end");
            }
            if (first != null && !leader(first).equals(leader(trust))) {
                throw violated("eventual leadership", trust, "another node trusts another leader: [" + first + "]");
            }
            first = first == null ? trust : first;
        }
        return this;
    }

    /**
     * Stability of Ω: from some time on no node ceases to trust a leader that is alive.
     *
     * @param from the time
     * @return this
     * @throws PropertyViolation if a live leader is given up later
     */
    public DetectorProperties stableLeadership(Duration from) {
        replay((past, record) -> {
            TraceRecord before = past.trusted.get(record.peer().id());
            if (record.nanos() >= from.toNanos()
                    && record.event() instanceof TraceEvent.Trust
                    && before != null
                    && past.alive.contains(leader(before))) {
                throw violated("stable leadership from " + from, record, "the leader of [" + before + "] is alive");
            }
        });
        return this;
    }

    /**
     * How many suspicions began of nodes that were alive, so that a test can tell that something happened.
     *
     * @return zero or more
     */
    public long falseSuspicions() {
        long[] count = new long[1];
        replay((past, record) -> {
            if (record.event() instanceof TraceEvent.Suspect suspect && past.alive.contains(suspect.peer())) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static NodeId leader(TraceRecord trust) {
        return ((TraceEvent.Trust) trust.event()).leader();
    }

    private static boolean isEnd(TraceEvent event) {
        return event instanceof TraceEvent.Crash || event instanceof TraceEvent.Stop;
    }

    private PropertyViolation violated(String property, @Nullable TraceRecord record, String why) {
        return new PropertyViolation(run, new Violation(property, record, why));
    }

    /** Looks at each record with what was before it. */
    private History replay(Visitor visitor) {
        History history = new History();
        for (TraceRecord record : trace) {
            visitor.visit(history, record);
            history.add(record);
        }
        return history;
    }

    private interface Visitor {
        void visit(History past, TraceRecord record);
    }

    /** Who is alive, who suspects whom, and who trusts whom, after some of the records. */
    private static final class History {

        private final Set<NodeId> alive = new LinkedHashSet<>();
        private final Map<NodeId, TraceRecord> down = new LinkedHashMap<>();
        private final Map<NodeId, Map<NodeId, TraceRecord>> suspected = new LinkedHashMap<>();
        private final Map<NodeId, TraceRecord> trusted = new LinkedHashMap<>();

        private void add(TraceRecord record) {
            NodeId node = record.peer().id();
            TraceEvent event = record.event();
            if (event instanceof TraceEvent.Start) {
                alive.add(node);
                down.remove(node);
            } else if (isEnd(event)) {
                alive.remove(node);
                down.put(node, record);
                suspected.remove(node);
                trusted.remove(node);
            } else if (event instanceof TraceEvent.Suspect suspect) {
                suspicions(node).put(suspect.peer(), record);
            } else if (event instanceof TraceEvent.Restore restore) {
                suspicions(node).remove(restore.peer());
            } else if (event instanceof TraceEvent.Trust) {
                trusted.put(node, record);
            }
        }

        private Map<NodeId, TraceRecord> suspicions(NodeId monitor) {
            return suspected.computeIfAbsent(monitor, id -> new LinkedHashMap<>());
        }

        private boolean suspects(NodeId monitor, @Nullable NodeId peer) {
            return suspicions(monitor).containsKey(peer);
        }
    }
}
