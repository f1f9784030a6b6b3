package dev.strategos.core;

/** Thrown by {@link Link#send} when there is no room for the message; nothing was sent. */
public final class WindowFullException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * The window to this peer is full.
     *
     * @param peer where the message was to go
     */
    public WindowFullException(NodeId peer) {
        super("no room to send to '" + peer + "' now; use offer, and Lane.whenReady to learn when there is");
    }
}
