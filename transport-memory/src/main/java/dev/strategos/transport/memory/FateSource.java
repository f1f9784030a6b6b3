package dev.strategos.transport.memory;

import dev.strategos.core.MessageId;

/**
 * Has the last word on what becomes of each frame: to write down what chance decided, to decide the same again, or to decide otherwise.
 *
 * <p>Asked on the network's loop for every frame that no cut stops. Also asked for the news that a peer is up or down, which no fate
 * loses: such an id has the peer concerned as its sender and a number below zero, and only the first copy's delay counts. A source that
 * does not depend on anything but its arguments and earlier calls keeps runs repeatable.
 *
 * <pre>{@code
 * FateSource script = (frame, drawn) -> frame.number() == 4 ? Fate.lost() : Fate.calm();
 * }</pre>
 */
@FunctionalInterface
public interface FateSource {

    /**
     * Decides.
     *
     * @param frame which frame, as the trace names it at the wire
     * @param drawn what the fault plan's chances came to
     * @return what becomes of it
     */
    Fate decide(MessageId frame, Fate drawn);
}
