package dev.strategos.testkit.sim;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.TraceSink;
import dev.strategos.testkit.properties.Violation;
import dev.strategos.testkit.trace.MessageNotes;
import dev.strategos.testkit.trace.MessageText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is seen of a run: its events, which nodes are up, what messages said and what they cost. */
final class Observation implements TraceSink {

    private final List<TraceRecord> trace = new ArrayList<>();
    private final Set<NodeId> up = new LinkedHashSet<>();
    private @Nullable Ledger ledger;
    private @Nullable MessageNotes notes;

    @Override
    public void accept(TraceRecord record) {
        trace.add(record);
        if (notes != null) {
            notes.accept(record);
        }
        if (ledger != null) {
            ledger.note(record);
        }
        if (record.event() instanceof TraceEvent.Start) {
            up.add(record.peer().id());
        } else if (record.event() instanceof TraceEvent.Crash || record.event() instanceof TraceEvent.Stop) {
            up.remove(record.peer().id());
        }
    }

    /** From now on messages cost something. */
    void charge(Ledger opened) {
        ledger = opened;
    }

    Optional<Violation> overdrawn() {
        return ledger == null ? Optional.empty() : ledger.overdrawn();
    }

    List<TraceRecord> trace() {
        return Collections.unmodifiableList(trace);
    }

    /** The latest event; null if there is none. */
    @Nullable
    TraceRecord last() {
        return trace.isEmpty() ? null : trace.get(trace.size() - 1);
    }

    boolean isUp(NodeId node) {
        return up.contains(node);
    }

    /** The notes, which begin when they are first asked for. */
    MessageNotes notes() {
        MessageNotes present = notes;
        if (present == null) {
            present = new MessageNotes();
            trace.forEach(present::accept);
            notes = present;
        }
        return present;
    }

    /** What the messages so far said, as far as anybody was told how to read them. */
    MessageText messages() {
        MessageNotes present = notes;
        return present == null ? record -> null : present;
    }
}
