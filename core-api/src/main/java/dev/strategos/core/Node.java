package dev.strategos.core;

/**
 * A running node, from the outside: a host such as {@code NettyNode} or {@code MemoryNetwork} gives it.
 *
 * <p>Any thread may call it, but for the loop itself, which must not wait in {@link #run} or {@link #close}.
 */
public interface Node extends AutoCloseable {

    /**
     * The node's name.
     *
     * @return the id that its environment gives as {@link Environment#self()}
     */
    NodeId id();

    /**
     * Starts the program on the node's loop and waits until its {@code start} returned.
     *
     * @param program what to run
     * @param <A> what the program hands back
     * @return what {@link Program#start} returned
     * @throws RuntimeException what {@code start} threw, as it was thrown
     * @throws IllegalStateException if the node is closed, or this is the loop's own thread
     */
    <A> A run(Program<A> program);

    /**
     * Runs the action on the loop, soon. The rare case: application data goes through an outbox.
     *
     * @param action must not block
     * @return false if the loop's queue is full or the node is closed; then the action will never run
     */
    boolean execute(Runnable action);

    /** Flushes what is under way for at most the configured time, then stops the node. A second call does nothing. */
    @Override
    void close();
}
