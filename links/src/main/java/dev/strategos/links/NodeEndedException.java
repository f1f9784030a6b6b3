package dev.strategos.links;

import dev.strategos.core.NodeId;

/** Tells whoever sends through an {@link Outbox} that its node was closed, or crashed in the simulator. */
public final class NodeEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NodeEndedException(String message) {
        super(message);
    }

    /** It ended before the peer acknowledged. */
    static NodeEndedException unacknowledged(NodeId self, NodeId peer) {
        return new NodeEndedException("node '" + self + "' ended before '" + peer
                + "' acknowledged: the message was delivered once or not at all");
    }

    /** It had ended before. */
    static NodeEndedException nothingSent(NodeId self, NodeId peer) {
        return new NodeEndedException("node '" + self + "' has ended; nothing was sent to '" + peer + "'");
    }
}
