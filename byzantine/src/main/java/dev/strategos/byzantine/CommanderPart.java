package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.List;

/** The commander's part, the same in both algorithms: send the order at the start, and obey it. */
final class CommanderPart<V> extends AgreementPart<V> {

    private final V order;
    private final Runnable dispatch;

    CommanderPart(Generals<V> generals, InstanceId instance, RoundSchedule schedule, V order, Dispatch<V> dispatch) {
        super(generals, instance, generals.env().self(), schedule);
        this.order = order;
        this.dispatch = () -> dispatch.send(this);
    }

    /** Sends the order to all lieutenants. */
    @FunctionalInterface
    interface Dispatch<V> {
        void send(CommanderPart<V> part);
    }

    @Override
    void begin() {
        dispatch.run();
        end();
        decide(order);
    }

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) {
        violation(from, "tells the commander its own order");
    }

    @Override
    boolean isComplete(int round) {
        return false;
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        return false;
    }

    @Override
    void relay(int closed) {}

    @Override
    void conclude() {}

    @Override
    public List<Report<V>> heard(int round) {
        checkRound(round);
        return List.of();
    }
}
