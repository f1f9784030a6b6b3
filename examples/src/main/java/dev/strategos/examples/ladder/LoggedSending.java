package dev.strategos.examples.ladder;

import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.SyncResult;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.links.FifoLink;
import dev.strategos.links.LogEntry;
import dev.strategos.links.LoggedConfig;
import dev.strategos.links.LoggedLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A logged link: a message is taken when it is on the sender's storage, and delivered when it is in the log on the receiver's. */
final class LoggedSending implements Sending {

    private static final int AT_ONCE = 256;

    private final FifoLink fifo;
    private final LoggedLink link;
    private int open;
    private long position;

    /** Reads the log from its beginning; what an earlier life of this node has read is read again. */
    LoggedSending(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
        fifo = FifoLink.over(ReliableLink.over(fairLoss, ReliableConfig.defaults()));
        LoggedConfig usual = LoggedConfig.defaults();
        // Nothing is discarded, so the log must hold all.
        LoggedConfig config = new LoggedConfig(usual.window(), usual.windowBytes(), Integer.MAX_VALUE, Long.MAX_VALUE);
        link = LoggedLink.over(fifo, fairLoss.environment().storage(), config);
        link.log().onAppended(() -> read(delivered));
        read(delivered);
    }

    private void read(Consumer<ByteBuffer> delivered) {
        while (position < link.log().nextPosition()) {
            for (LogEntry entry : link.log().read(position, AT_ONCE)) {
                delivered.accept(entry.message());
                position++;
            }
        }
    }

    @Override
    public boolean offer(NodeId to, ByteBuffer message) {
        boolean stored = link.offer(to, message, this::accepted);
        open += stored ? 1 : 0;
        return stored;
    }

    private void accepted(SyncResult result) {
        if (!(result instanceof SyncResult.Durable)) {
            throw new CouldNotRunException("the sender's storage failed: " + result);
        }
        open--;
    }

    @Override
    public void whenReady(NodeId to, Runnable action) {
        link.whenReady(to, action);
    }

    @Override
    public boolean isTaken() {
        return open == 0;
    }

    @Override
    public boolean isSettled(NodeId to) {
        return link.stats(to).inFlight() == 0;
    }

    @Override
    public Repeated repeated(NodeId to) {
        LinkStats below = fifo.to(to).stats();
        return new Repeated(link.stats(to).retransmits() + below.retransmits(), below.spurious());
    }
}
