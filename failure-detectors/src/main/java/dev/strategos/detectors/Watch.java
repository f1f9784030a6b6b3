package dev.strategos.detectors;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a detector keeps of one neighbour: what was heard of it, and when the next heartbeat to it is due. No more than a few hundred
 * bytes, whatever happens.
 */
final class Watch {

    /** What is thought of a monitored peer. */
    enum State {
        /** Its deadline has not passed. */
        TRUSTED,
        /** Its deadline has passed; probes are under way. */
        DOUBTED,
        /** It is suspected. */
        SUSPECTED
    }

    final NodeId id;
    final boolean monitored;
    final boolean informed;

    /** Place and turn in the queue. */
    int place = -1;

    long turn;

    /** When the next heartbeat to it is due, at which interval, and which number the next frame has. */
    long sendDue;

    long interval;
    long nextSequence = 1;

    /** The highest life heard of, 0 for none, and the highest number seen of it. */
    long incarnation;

    long lastSequence;
    long lastSign;
    long received;
    long stale;

    /** How long the peer says to wait between its heartbeats. */
    long announced;

    /** Whether a heartbeat was timed in this life; then when the last one was due at its sender and came here. */
    boolean timed;

    long timedSent;
    long timedArrival;

    State state = State.TRUSTED;
    long since;

    /** Until when its next sign of life has time, estimator and margin included; in doubt, until when the probe has. */
    long deadline;

    int probesLeft;
    long margin;
    long mistakes;

    @Nullable
    Estimator estimator;

    Watch(NodeId id, boolean monitored, boolean informed) {
        this.id = id;
        this.monitored = monitored;
        this.informed = informed;
    }

    /** Begins to watch a life. The margin stays, and what is due. */
    void beginLife(long number, long usualInterval) {
        incarnation = number;
        lastSequence = 0;
        received = 0;
        announced = usualInterval;
        timed = false;
        state = State.TRUSTED;
    }

    boolean isHeardOf() {
        return incarnation > 0;
    }

    boolean isSuspected() {
        return state == State.SUSPECTED;
    }

    Optional<Incarnation> life() {
        return incarnation > 0 ? Optional.of(new Incarnation(incarnation)) : Optional.empty();
    }

    /** When something is to be done next; empty would mean never, which is so only for a suspected peer that is not informed. */
    long nextTurn(long never) {
        boolean expects = monitored && state != State.SUSPECTED;
        if (!informed) {
            return expects ? deadline : never;
        }
        return expects && deadline - sendDue < 0 ? deadline : sendDue;
    }

    PeerView view(long now) {
        OptionalDouble level = estimator == null ? OptionalDouble.empty() : estimator.level(now);
        return new PeerView(id, life(), isSuspected(), since, level, Duration.ofNanos(margin), mistakes, stale);
    }
}
