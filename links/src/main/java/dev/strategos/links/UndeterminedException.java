package dev.strategos.links;

import dev.strategos.core.NodeId;

/** Completes {@link Outbox#sendAcknowledged} when nobody here can know whether the message was delivered. */
public final class UndeterminedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * The peer restarted or was given up before it acknowledged.
     *
     * @param peer where the message was to go
     */
    public UndeterminedException(NodeId peer) {
        super("'" + peer
                + "' restarted or was given up before it acknowledged: the message was delivered once or not at all");
    }
}
