package dev.strategos.links;

import dev.strategos.core.NodeId;
import java.time.Duration;

/** Thrown by {@link Outbox#send} when there was no room for the message in time; nothing was sent. */
public final class SendTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * There was no room in time.
     *
     * @param peer where the message was to go
     * @param waited for how long there was none
     */
    public SendTimeoutException(NodeId peer, Duration waited) {
        super("no room to send to '" + peer + "' within " + waited + "; nothing was sent");
    }
}
