package dev.strategos.testkit.sim;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.MessageCosts;
import dev.strategos.testkit.properties.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each node has spent on messages so far. */
final class Ledger {

    private final MessageCosts costs;
    private final Map<NodeId, Long> spent = new LinkedHashMap<>();
    private @Nullable Violation overdrawn;

    Ledger(MessageCosts costs) {
        this.costs = costs;
    }

    void note(TraceRecord record) {
        long cost = costs.of(record);
        if (cost > 0) {
            long total = spent.merge(record.peer().id(), cost, Long::sum);
            if (total > costs.budget() && overdrawn == null) {
                overdrawn = costs.overdrawn(record, total);
            }
        }
    }

    /** The first message that a node could not pay. */
    Optional<Violation> overdrawn() {
        return Optional.ofNullable(overdrawn);
    }
}
