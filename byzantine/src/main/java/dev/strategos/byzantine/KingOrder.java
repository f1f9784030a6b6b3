package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/** A general's part in the agreement on a commander's order by consensus with kings: it begins with what the commander told it. */
final class KingOrder<V> extends KingPart<V> implements Agreement<V> {

    private final NodeId commander;

    KingOrder(
            Generals<V> generals,
            InstanceId instance,
            RoundSchedule schedule,
            KingRules rules,
            KingTimetable timetable,
            NodeId commander) {
        super(generals, instance, schedule, rules, timetable);
        this.commander = commander;
    }

    @Override
    NodeId commanderNamedBy(NodeId from) {
        return commander;
    }

    @Override
    public NodeId commander() {
        return commander;
    }
}
