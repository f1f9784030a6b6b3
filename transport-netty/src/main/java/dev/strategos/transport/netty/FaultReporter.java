package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each fault, traces it and tells the listener. For the loop's thread only. */
final class FaultReporter {

    private static final Logger LOG = LoggerFactory.getLogger(NettyNode.class);

    private final NodeId self;
    private final Tracer tracer;
    private final Consumer<Fault> listener;

    FaultReporter(NodeId self, Tracer tracer, Consumer<Fault> listener) {
        this.self = self;
        this.tracer = tracer;
        this.listener = listener;
    }

    void report(Fault fault) {
        LOG.warn("{}: {}", self, fault);
        pass(fault);
    }

    /** A handler of this node's own program threw. */
    void programFailed(String where, Throwable thrown) {
        LOG.error("{}: {} of the program threw", self, where, thrown);
        pass(new Fault(self, Fault.Kind.PROGRAM_FAILED, where + " threw " + thrown));
    }

    private void pass(Fault fault) {
        if (tracer.isOn()) {
            tracer.trace(new TraceEvent.FaultReported(fault));
        }
        try {
            listener.accept(fault);
        } catch (Throwable thrown) {
            LOG.error("{}: the fault listener threw", self, thrown);
        }
    }
}
