package dev.strategos.transport.memory;

import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.TraceSink;
import dev.strategos.core.Tracer;

/** Adds to each event whose it is, its index and the network's time. */
final class RecordingTracer implements Tracer {

    private final Peer peer;
    private final Timeline timeline;
    private final TraceSink sink;
    private long nextIndex;

    RecordingTracer(Peer peer, Timeline timeline, TraceSink sink) {
        this.peer = peer;
        this.timeline = timeline;
        this.sink = sink;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void trace(TraceEvent event) {
        sink.accept(new TraceRecord(peer, nextIndex++, timeline.traceTime(), event));
    }
}
