package dev.strategos.core;

import java.util.Objects;

/**
 * One life of one node: who sent this, or who is up.
 *
 * <p>Immutable, for any thread.
 *
 * @param id which node
 * @param incarnation which life of it
 */
public record Peer(NodeId id, Incarnation incarnation) {

    /** Checks that both parts are there. */
    public Peer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(incarnation, "incarnation");
    }

    /** Such as {@code alice#3}. */
    @Override
    public String toString() {
        return id + "#" + incarnation;
    }
}
