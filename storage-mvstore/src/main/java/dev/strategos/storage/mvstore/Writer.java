package dev.strategos.storage.mvstore;

import dev.strategos.core.SyncResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread that writes: all syncs that wait share the next commit. Any thread may call it. */
final class Writer {

    private record Sync(List<Put> puts, Consumer<SyncResult> onLoop) {}

    private final Disk disk;
    private final Executor loop;
    private final Thread thread;
    private final ArrayDeque<Sync> waiting = new ArrayDeque<>();
    private boolean closing;
    private @Nullable String broken;
    private @Nullable IOException closeFailure;

    Writer(Disk disk, Executor loop, String name) {
        this.disk = disk;
        this.loop = loop;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void add(List<Put> puts, Consumer<SyncResult> onLoop) {
        if (closing) {
            tell(List.of(new Sync(puts, onLoop)), new SyncResult.Failed("the storage is closed"));
            return;
        }
        waiting.add(new Sync(puts, onLoop));
        notifyAll();
    }

    /** Writes what is left and waits for that; the thread has ended then. */
    void close(List<Put> last) throws IOException {
        synchronized (this) {
            if (!closing) {
                waiting.add(new Sync(last, result -> {}));
                closing = true;
                notifyAll();
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The disk is let go of first: whoever opens it next would find it in use.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            IOException failure = closeFailure;
            closeFailure = null;
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void run() {
        for (List<Sync> batch = next(); !batch.isEmpty(); batch = next()) {
            tell(batch, commit(batch));
        }
        IOException failure = null;
        try {
            disk.close(broken == null);
        } catch (IOException | RuntimeException | Error e) {
            failure = new IOException(e.getMessage(), e);
        }
        if (broken != null) {
            failure = new IOException(broken, failure);
        }
        synchronized (this) {
            closeFailure = failure;
        }
    }

    /** All that waits; empty when the storage is closed and nothing does. */
    private synchronized List<Sync> next() {
        while (waiting.isEmpty() && !closing) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }
        List<Sync> batch = new ArrayList<>(waiting);
        waiting.clear();
        return batch;
    }

    private SyncResult commit(List<Sync> batch) {
        if (broken == null) {
            List<Put> puts = new ArrayList<>();
            batch.forEach(sync -> puts.addAll(sync.puts()));
            try {
                if (!puts.isEmpty()) {
                    disk.commit(puts);
                }
            } catch (IOException | RuntimeException | Error e) {
                // After a failed force nobody knows what the disk holds; trying again would only hide it.
                broken = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
        return broken == null ? new SyncResult.Durable() : new SyncResult.Failed(broken);
    }

    private void tell(List<Sync> batch, SyncResult result) {
        try {
            // One task each: what one callback throws does not keep the others from being called.
            batch.forEach(sync -> loop.execute(() -> sync.onLoop().accept(result)));
        } catch (RejectedExecutionException ended) {
            // The node's loop has ended, and with it whoever wanted to know. What was written stays written.
            return;
        }
    }
}
