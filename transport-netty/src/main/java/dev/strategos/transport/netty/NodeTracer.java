package dev.strategos.transport.netty;

import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.TraceSink;
import dev.strategos.core.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds node, incarnation, index and time to each event. For the loop's thread only. */
final class NodeTracer implements Tracer {

    private static final Logger LOG = LoggerFactory.getLogger(NettyNode.class);

    private final Peer self;
    private final TraceSink sink;
    private long next;

    NodeTracer(Peer self, TraceSink sink) {
        this.self = self;
        this.sink = sink;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void trace(TraceEvent event) {
        try {
            sink.accept(new TraceRecord(self, next++, System.nanoTime(), event));
        } catch (Throwable thrown) {
            LOG.error("{}: the trace sink threw", self, thrown);
        }
    }
}
