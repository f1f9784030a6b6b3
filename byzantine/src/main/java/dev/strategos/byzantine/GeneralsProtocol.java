package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;

/** What oral and signed messages share towards the application: what they are, and how an agreement begins. */
abstract class GeneralsProtocol<V> implements ByzantineAgreement<V> {

    private final Generals<V> generals;

    GeneralsProtocol(Generals<V> generals) {
        this.generals = generals;
    }

    /** Begins as the commander; what can be refused has been. */
    abstract Agreement<V> commanding(InstanceId instance, V order, Bytes encoded, RoundSchedule schedule);

    /** Begins as a lieutenant; what can be refused has been. */
    abstract Agreement<V> following(InstanceId instance, NodeId commander, RoundSchedule schedule);

    @Override
    public final Agreement<V> command(InstanceId instance, V order, RoundSchedule schedule) {
        generals.checkBeginning(instance, generals.env().self(), schedule);
        return commanding(instance, order, config().encode(order, "order"), schedule);
    }

    @Override
    public final Agreement<V> join(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        generals.checkBeginning(instance, commander, schedule);
        if (commander.equals(generals.env().self())) {
            throw new IllegalArgumentException("commander: is this general itself; it begins with command");
        }
        return following(instance, commander, schedule);
    }

    @Override
    public final String name() {
        return generals.spec().name();
    }

    @Override
    public final GroupConfig<V> config() {
        return generals.spec().config();
    }

    @Override
    public final int faults() {
        return generals.spec().faults();
    }

    @Override
    public final int rounds() {
        return generals.spec().rounds();
    }

    @Override
    public final RoundSchedule scheduleFrom(long startNanos) {
        return generals.scheduleFrom(startNanos);
    }

    @Override
    public final Counters counters() {
        return generals.tally().counters();
    }

    final Generals<V> generals() {
        return generals;
    }

    /** Sends the commander's message to all others. */
    final void dispatch(CommanderPart<V> part, ByteBuffer message) {
        for (NodeId lieutenant : config().group().others(generals.env().self())) {
            part.send(lieutenant, message, 1, 1);
        }
    }
}
