package dev.strategos.core;

/**
 * What a node runs: it is started once per incarnation, on the node's loop, and hands back what the application uses.
 *
 * <pre>{@code
 * Program<Echo> echo = env -> {
 *     Wire wire = env.open("echo");
 *     wire.onDeliver((from, message) -> wire.send(from.id(), message));
 *     return new Echo(wire);
 * };
 * }</pre>
 *
 * <p>The same program runs over TCP and in memory. After a crash in the simulator it is started again, with new objects
 * and the same storage; so it must keep nothing in static fields.
 *
 * @param <A> what it hands to the application: a link, an outbox, a detector, or {@code Void}
 */
@FunctionalInterface
public interface Program<A> {

    /**
     * Builds the protocol's objects on this environment. Called on the loop; must not block.
     *
     * @param env the node's environment; valid for this incarnation only
     * @return what the application gets from {@link Node#run}
     */
    A start(Environment env);
}
