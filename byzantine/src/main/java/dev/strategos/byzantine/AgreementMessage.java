package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/**
 * A message of an agreement. Its bytes are described in {@code docs/wire-format-byzantine.md}.
 *
 * <p>Immutable, for any thread.
 */
public sealed interface AgreementMessage permits OralMessage, SignedMessage, KingMessage {

    /**
     * Which agreement.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * Who gives the order.
     *
     * @return a general
     */
    NodeId commander();

    /**
     * Which round it belongs to: 1 for the commander's own.
     *
     * @return at least 1
     */
    int round();
}
