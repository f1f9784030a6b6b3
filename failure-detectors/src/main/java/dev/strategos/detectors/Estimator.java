package dev.strategos.detectors;

import java.util.OptionalDouble;

/**
 * Says until when a peer's next heartbeat should have come, from those that came so far: the exchangeable part of a detector, for one
 * life of one peer.
 *
 * <p>All instants that it is given, but for {@code sent}, and all that it gives are readings of this node's monotonic clock in
 * nanoseconds. An estimator keeps a bounded number of figures, however long the peer lives. What an outlier may change is bounded too:
 * it is cut to size rather than left out, so that neither one long outage nor a refusal to learn from late heartbeats spoils the
 * estimate. For the loop's thread only.
 */
public interface Estimator {

    /**
     * A heartbeat came, later in its sender's order than all before it.
     *
     * @param sent when it was due to be sent, by the sender's clock in nanoseconds, which has no common origin with this node's
     * @param arrival when it came
     * @param interval at which its sender sends, in nanoseconds
     */
    void onHeartbeat(long sent, long arrival, long interval);

    /**
     * Another sign of life came, or a heartbeat whose arrival says nothing about the network because this node stood still. The peer
     * sends the next one an interval after it at the latest.
     *
     * @param arrival when it came
     */
    void onSignOfLife(long arrival);

    /**
     * Until when the next sign of life should have come.
     *
     * @return the instant; the detector adds its margin. Meaningful once something came
     */
    long deadline();

    /** The peer was suspected, and lived. */
    default void onMistake() {}

    /**
     * How strong the suspicion is, on the estimator's own scale.
     *
     * @param now the present instant
     * @return empty if the estimator has no such scale, or has heard nothing yet
     */
    default OptionalDouble level(long now) {
        return OptionalDouble.empty();
    }
}
