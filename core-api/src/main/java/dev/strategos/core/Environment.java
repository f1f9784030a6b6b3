package dev.strategos.core;

import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * All that a protocol sees of the world: identity, time, timers, randomness, the wire and the disk.
 *
 * <p>A protocol that reaches the world only through here runs unchanged over TCP and in the simulator, where the same
 * seed gives the same run.
 *
 * <p>For the loop's thread only, except {@link #execute} and {@link #inLoop}, which any thread may call. It is valid for
 * one incarnation: after a crash in the simulator its timers never fire and its wires stay silent.
 */
public interface Environment {

    /**
     * The node's own name.
     *
     * @return this node
     */
    NodeId self();

    /**
     * Which life of the node this is.
     *
     * @return higher than that of every earlier life
     */
    Incarnation incarnation();

    /**
     * The nodes of the cluster, in the order that all of them know.
     *
     * @return the configured group; it contains {@link #self()}
     */
    Group group();

    /**
     * How nodes may fail, as the node's configuration declares it.
     *
     * @return the node axis of the system model
     */
    NodeModel nodeModel();

    /**
     * What is known about delays, drift and skew, as the node's configuration declares it.
     *
     * @return the timing axis of the system model
     */
    TimingModel timingModel();

    /**
     * The node's own clock.
     *
     * @return never goes backwards; has no origin in common with another node's
     */
    MonotonicClock clock();

    /**
     * The node's source of randomness, seeded in the simulator.
     *
     * @return the same source at every call; not for keys
     */
    RandomGenerator random();

    /**
     * Runs an action on the loop after a delay of this node's clock.
     *
     * @param delay zero or more
     * @param action must not block
     * @return the armed timer
     * @throws IllegalArgumentException if the delay is negative
     */
    Timer schedule(Duration delay, Runnable action);

    /**
     * Runs an action once, after all that the loop has drained now: the place where batches close.
     *
     * @param action must not block
     */
    void atEndOfTurn(Runnable action);

    /**
     * Runs an action once, when this incarnation ends: when its node is closed and has flushed, or crashes in the simulator. The
     * place where threads that wait are told. What it sends or schedules is lost.
     *
     * @param action runs after everything else of this incarnation; must not block
     */
    void atEndOfLife(Runnable action);

    /**
     * Opens a named channel of the transport; the channels of equal name at two nodes belong together.
     *
     * @param channel 1 to 64 of {@code a-z}, {@code 0-9}, {@code '.'}, {@code '_'} and {@code '-'}
     * @return the channel's wire
     * @throws IllegalArgumentException if the name is malformed
     * @throws IllegalStateException if this incarnation has opened the channel already
     */
    Wire open(String channel);

    /**
     * The node's own disk.
     *
     * @return the storage, which outlives this incarnation
     * @throws IllegalStateException if the host was given none
     */
    StableStorage storage();

    /**
     * Where events of the run go.
     *
     * @return the node's tracer, which may be off
     */
    Tracer tracer();

    /**
     * Reports what a peer did wrong, or what this node saw fail: to the fault listener and to the trace. Never stops the
     * node.
     *
     * @param fault what happened
     */
    void report(Fault fault);

    /**
     * Runs an action on the loop, soon. Any thread may call it.
     *
     * @param action must not block
     * @return false if the loop's queue is full or this incarnation has ended; then the action will never run
     */
    boolean execute(Runnable action);

    /**
     * Whether the caller is on this node's loop. Any thread may ask.
     *
     * @return true on the loop
     */
    boolean inLoop();

    /**
     * Refuses a caller from another thread.
     *
     * @param what what was called, for the message
     * @throws IllegalStateException if the caller is not on this node's loop
     */
    default void requireLoop(String what) {
        if (!inLoop()) {
            throw new IllegalStateException(
                    what + " belongs to the loop of node '" + self() + "', but was called from thread '"
                            + Thread.currentThread().getName()
                            + "'; hand messages over through an Outbox, or other work through Node.execute");
        }
    }
}
