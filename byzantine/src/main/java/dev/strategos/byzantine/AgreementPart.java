package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/** One general's part in one agreement on a commander's order. */
abstract class AgreementPart<V> extends Participation<V, V> implements Agreement<V> {

    private final NodeId commander;

    AgreementPart(Generals<V> generals, InstanceId instance, NodeId commander, RoundSchedule schedule) {
        super(generals, instance, schedule);
        this.commander = commander;
    }

    @Override
    public final NodeId commander() {
        return commander;
    }

    @Override
    final NodeId commanderNamedBy(NodeId from) {
        return commander;
    }

    /** Such as {@code alice/7, round 2, of commander alice}. */
    @Override
    public final String toString() {
        return super.toString() + ", of commander " + commander;
    }
}
