package dev.strategos.core;

/**
 * Where a host puts the trace of its nodes.
 *
 * <p>A host with one loop calls it from that loop only; whoever shares a sink among several hosts makes it thread-safe.
 */
@FunctionalInterface
public interface TraceSink {

    /**
     * Takes one record.
     *
     * @param record what happened where and when
     */
    void accept(TraceRecord record);
}
