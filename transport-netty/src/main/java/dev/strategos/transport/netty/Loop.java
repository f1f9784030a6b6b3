package dev.strategos.transport.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node: sockets, timers and the program run on it.
 *
 * <p>A turn is one round of Netty's loop: all sockets that were ready, then the tasks and timers that were due, then what was
 * left for the end of the turn, and last the flushes. {@code execute}, {@code inLoop} and {@code stop} are for any thread, all else
 * for the loop.
 */
final class Loop {

    /** Something that gathers output during a turn and lets it go at its end. */
    interface Flushable {
        void flush();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final EventLoopGroup group;
    private final SingleThreadEventLoop thread;
    private final int maxQueued;
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean stopped;

    private List<Runnable> ending = new ArrayList<>();
    private List<Runnable> endingSpare = new ArrayList<>();
    private List<Flushable> dirty = new ArrayList<>();
    private List<Flushable> dirtySpare = new ArrayList<>();
    private final Runnable endTurn = this::endTurn;
    private final Runnable rearm = this::rearm;
    private boolean armed;
    private boolean inEndTurn;

    Loop(String name, int maxQueued) {
        ThreadFactory threads = task -> new Thread(task, "strategos-" + name);
        // The one place that chooses how sockets are served: NIO, as the native ones gained nothing where they were
        // measured.
        this.group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        this.thread = (SingleThreadEventLoop) group.next();
        this.maxQueued = maxQueued;
    }

    /** For Netty's bootstraps only. */
    EventLoopGroup group() {
        return group;
    }

    boolean inLoop() {
        return thread.inEventLoop();
    }

    /** Runs a task of the node itself; it must not throw, and is not counted. */
    boolean submit(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.debug("a task came after the loop had stopped");
            return false;
        }
    }

    /** Runs a task of the application, which the caller has guarded. */
    boolean execute(Runnable action) {
        if (closed) {
            return false;
        }
        if (queued.incrementAndGet() > maxQueued) {
            queued.decrementAndGet();
            return false;
        }
        boolean taken = submit(() -> {
            queued.decrementAndGet();
            action.run();
        });
        if (!taken) {
            queued.decrementAndGet();
        }
        return taken;
    }

    /** From now on {@link #execute} refuses. */
    void refuseActions() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    Future<?> schedule(Runnable task, long nanos) {
        return thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    void atEndOfTurn(Runnable action) {
        ending.add(action);
        arm();
    }

    /** Flushes at the end of this turn, after all actions; the caller sees to it that nothing is marked twice. */
    void flushAtEndOfTurn(Flushable output) {
        dirty.add(output);
        arm();
    }

    private void arm() {
        if (!armed) {
            armed = true;
            if (inEndTurn) {
                // Netty drains what is added now in this same turn; what re-arms itself for ever would keep sockets
                // waiting.
                thread.execute(rearm);
            } else {
                rearm();
            }
        }
    }

    private void rearm() {
        if (!stopped) {
            thread.executeAfterEventLoopIteration(endTurn);
        }
    }

    private void endTurn() {
        armed = false;
        inEndTurn = true;
        try {
            List<Runnable> actions = ending;
            ending = endingSpare;
            for (int i = 0; i < actions.size(); i++) {
                actions.get(i).run();
            }
            actions.clear();
            endingSpare = actions;
            List<Flushable> outputs = dirty;
            dirty = dirtySpare;
            for (int i = 0; i < outputs.size(); i++) {
                outputs.get(i).flush();
            }
            outputs.clear();
            dirtySpare = outputs;
        } finally {
            inEndTurn = false;
        }
    }

    /** Ends the thread, after the tasks that are queued. */
    Future<?> stop() {
        stopped = true;
        return group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
}
