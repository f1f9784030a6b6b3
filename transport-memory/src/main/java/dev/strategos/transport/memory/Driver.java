package dev.strategos.transport.memory;

import java.util.function.Supplier;

/** How time passes, and which thread the network's loop is. */
interface Driver {

    /** Runs an action between two turns and hands back its result. */
    <A> A call(Supplier<A> action);

    /**
     * Runs an action between two turns, soon.
     *
     * @return false if the network is closed
     */
    boolean post(Runnable action);

    /** Whether the caller is the thread that fires the events. */
    boolean isLoopThread();

    /** Ends time. */
    void close();
}
