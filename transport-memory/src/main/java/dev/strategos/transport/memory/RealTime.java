package dev.strategos.transport.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Time that passes by itself: one thread fires every event when it is due, and is the loop of all nodes in turn. */
final class RealTime implements Driver {

    private final QueueTimeline timeline;
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final long origin = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;

    RealTime(QueueTimeline timeline, String name) {
        this.timeline = timeline;
        this.thread = new Thread(this::loop, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public <A> A call(Supplier<A> action) {
        if (isLoopThread()) {
            return action.get();
        }
        CompletableFuture<A> result = new CompletableFuture<>();
        boolean accepted = post(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        if (!accepted) {
            throw new IllegalStateException("the network is closed");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException exception ? exception : e;
        }
    }

    @Override
    public boolean post(Runnable action) {
        if (closed) {
            return false;
        }
        posted.add(action);
        LockSupport.unpark(thread);
        return true;
    }

    @Override
    public boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void loop() {
        while (!closed) {
            timeline.advanceTo(elapsed());
            runPosted();
            if (timeline.hasEventUntil(elapsed())) {
                timeline.fireNext();
            } else if (posted.isEmpty()) {
                LockSupport.parkNanos(this, Math.max(1, timeline.nextTime() - elapsed()));
            }
        }
        // Whoever still waits for an answer gets one.
        runPosted();
    }

    private void runPosted() {
        for (Runnable action = posted.poll(); action != null; action = posted.poll()) {
            action.run();
        }
    }

    private long elapsed() {
        return System.nanoTime() - origin;
    }
}
