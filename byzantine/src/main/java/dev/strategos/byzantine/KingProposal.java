package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/** A general's part in a consensus with kings: it begins with its own value. */
final class KingProposal<V> extends KingPart<V> implements Consensus<V> {

    private final V own;

    KingProposal(
            Generals<V> generals,
            InstanceId instance,
            RoundSchedule schedule,
            KingRules rules,
            KingTimetable timetable,
            V own,
            Bytes encoded) {
        super(generals, instance, schedule, rules, timetable);
        this.own = own;
        beginWith(encoded, own);
    }

    @Override
    NodeId commanderNamedBy(NodeId from) {
        return from;
    }

    @Override
    public V proposal() {
        return own;
    }
}
