package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;

/** What oral and signed messages share towards the application: what they are, and how an agreement begins. */
abstract class GeneralsProtocol<V> extends RoundProtocol<V> implements ByzantineAgreement<V> {

    GeneralsProtocol(Generals<V> generals) {
        super(generals);
    }

    /** Begins as the commander; what can be refused has been. */
    abstract Agreement<V> commanding(InstanceId instance, V order, Bytes encoded, RoundSchedule schedule);

    /** Begins as a lieutenant; what can be refused has been. */
    abstract Agreement<V> following(InstanceId instance, NodeId commander, RoundSchedule schedule);

    @Override
    public final Agreement<V> command(InstanceId instance, V order, RoundSchedule schedule) {
        generals().checkBeginning(instance, schedule);
        return commanding(instance, order, config().encode(order, "order"), schedule);
    }

    @Override
    public final Agreement<V> join(InstanceId instance, NodeId commander, RoundSchedule schedule) {
        generals().checkBeginning(instance, schedule);
        config().group().rank(commander);
        if (commander.equals(generals().env().self())) {
            throw new IllegalArgumentException("commander: is this general itself; it begins with command");
        }
        return following(instance, commander, schedule);
    }

    /** Sends the commander's message to all others. */
    final void dispatch(CommanderPart<V> part, ByteBuffer message) {
        for (NodeId lieutenant : config().group().others(generals().env().self())) {
            part.send(lieutenant, message, 1, 1);
        }
    }
}
