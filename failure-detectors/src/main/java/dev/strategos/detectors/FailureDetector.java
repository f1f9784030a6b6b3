package dev.strategos.detectors;

import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import java.util.List;

/**
 * Says which of the monitored nodes it suspects to have crashed (Chandra, Toueg, <i>Unreliable failure detectors for reliable
 * distributed systems</i>, JACM 43(2), 1996). What that is worth depends on the detector: each says what it promises.
 *
 * <p>A suspicion is about one life of a node: a node that restarted is trusted anew, and its earlier life stays crashed. For the loop's
 * thread only.
 *
 * <pre>{@code
 * FailureDetector detector = EventuallyPerfectFailureDetector.over(
 *         FairLossLink.over(env.open("detector")), EventuallyPerfectConfig.defaults());
 * detector.onSuspicion(new SuspicionListener() {
 *     public void onSuspect(Suspicion suspicion) {
 *         reroute(suspicion.peer());
 *     }
 * });
 * }</pre>
 */
public interface FailureDetector {

    /**
     * The nodes that are watched.
     *
     * @return in the order of the group
     */
    List<NodeId> monitored();

    /**
     * The nodes that are suspected now.
     *
     * @return in the order of the group
     */
    List<NodeId> suspects();

    /**
     * Whether a node is suspected now.
     *
     * @param peer a monitored node
     * @return true if so
     * @throws IllegalArgumentException if the node is not monitored
     */
    default boolean suspects(NodeId peer) {
        return view(peer).suspected();
    }

    /**
     * What is known of a node.
     *
     * @param peer a monitored node
     * @return a snapshot
     * @throws IllegalArgumentException if the node is not monitored
     */
    PeerView view(NodeId peer);

    /**
     * Says who is told of suspicions that begin and end from now on, beside those who are told already.
     *
     * @param listener called on the loop, after the detector's own state has changed
     */
    void onSuspicion(SuspicionListener listener);

    /**
     * Something came from a peer on another channel: it counts as a heartbeat. {@link ActivityLink} calls it.
     *
     * @param from who sent it, and in which life
     */
    void heardFrom(Peer from);

    /**
     * Something was sent to a peer on another channel: it stands for a heartbeat. {@link ActivityLink} calls it.
     *
     * @param to the peer
     */
    void sentTo(NodeId to);

    /** Sends no more heartbeats, and suspects and restores nobody any more. A second call does nothing. */
    void stop();
}
