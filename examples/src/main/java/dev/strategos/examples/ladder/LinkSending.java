package dev.strategos.examples.ladder;

import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;

/**
 * A rung that is a link.
 *
 * @param link the link
 */
record LinkSending(Stackable link) implements Sending {

    @Override
    public boolean offer(NodeId to, ByteBuffer message) {
        return link.offer(to, message);
    }

    @Override
    public void whenReady(NodeId to, Runnable action) {
        link.to(to).whenReady(action);
    }

    @Override
    public boolean isSettled(NodeId to) {
        return link.to(to).stats().inFlight() == 0;
    }

    @Override
    public Repeated repeated(NodeId to) {
        LinkStats stats = link.to(to).stats();
        return new Repeated(stats.retransmits(), stats.spurious());
    }
}
