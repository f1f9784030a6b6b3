package dev.strategos.links;

import dev.strategos.core.Peer;

/**
 * Takes the messages of a {@link MessageLink}. Called on the loop; must not block.
 *
 * @param <M> the messages
 */
@FunctionalInterface
public interface MessageHandler<M> {

    /**
     * Takes one message.
     *
     * @param from who sent it, and in which life
     * @param message what was sent
     */
    void deliver(Peer from, M message);
}
