package dev.strategos.core;

import java.util.Objects;

/**
 * One event of a run: who, which of its events, when, and what.
 *
 * @param peer the node and its incarnation
 * @param index counts the events of this incarnation from 0
 * @param nanos the time: in the simulator one time for all nodes, else the node's own clock
 * @param event what happened
 */
public record TraceRecord(Peer peer, long index, long nanos, TraceEvent event) {

    /** Checks that who and what are there. */
    public TraceRecord {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(event, "event");
    }

    /** One line such as {@code 12000000 alice#1/7 send orders wire alice#1→bob/4 17 bytes}, the same on every JDK. */
    @Override
    public String toString() {
        return nanos + " " + peer + "/" + index + " " + event.describe();
    }
}
