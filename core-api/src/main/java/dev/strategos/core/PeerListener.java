package dev.strategos.core;

/** Learns what happens to peers. Called on the loop; every method does nothing unless overridden. */
public interface PeerListener {

    /**
     * The peer can be reached.
     *
     * @param peer its node and incarnation
     */
    default void onUp(Peer peer) {}

    /**
     * The peer cannot be reached at the moment. It may be alive.
     *
     * @param peer its node and incarnation
     */
    default void onDown(Peer peer) {}

    /**
     * The peer came back as a new incarnation, which knows nothing of the old one.
     *
     * @param old the life that ended
     * @param now the life that began
     * @param undetermined what was sent to the old one without an acknowledgement: it may or may not have been delivered,
     *     and is not sent again
     */
    default void onRestarted(Peer old, Peer now, Undetermined undetermined) {}

    /**
     * The link stopped trying to reach the peer, as its configuration says it should.
     *
     * @param peer the peer
     * @param undetermined what was sent without an acknowledgement: it may or may not have been delivered, and is not sent
     *     again
     */
    default void onGaveUp(NodeId peer, Undetermined undetermined) {}
}
