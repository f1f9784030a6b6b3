package dev.strategos.links;

import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits in an outbox for one peer. Any thread puts in; the loop takes out, as long as the link has room.
 *
 * <p>At most one drain is under way: asked of the loop, running there, or waiting for the lane to be ready.
 */
final class OutboxQueue {

    private final Stackable link;
    private final Lane lane;
    private final NodeId peer;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomFreed = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean draining;

    OutboxQueue(Stackable link, Lane lane, long maxBytes) {
        this.link = link;
        this.lane = lane;
        this.peer = lane.peer();
        this.maxBytes = maxBytes;
    }

    boolean offer(ByteBuffer message, @Nullable CompletableFuture<@Nullable Void> acknowledged) {
        lock.lock();
        try {
            return add(new Entry(message, acknowledged));
        } finally {
            lock.unlock();
        }
    }

    boolean offerWithin(ByteBuffer message, Duration atMost) {
        Entry entry = new Entry(message, null);
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!add(entry)) {
                if (left <= 0) {
                    return false;
                }
                left = roomFreed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: an empty queue takes any message, so that one above the bound is not stuck for ever. */
    private boolean add(Entry entry) {
        int length = entry.message.remaining();
        if (!entries.isEmpty() && bytes + length > maxBytes) {
            return false;
        }
        if (!draining) {
            if (!link.environment().execute(this::drain)) {
                return false;
            }
            draining = true;
        }
        entries.add(entry);
        bytes += length;
        return true;
    }

    /** On the loop: hands over what the link takes, and comes back when it has room for more. */
    private void drain() {
        for (Entry entry = first(); entry != null; entry = first()) {
            ByteBuffer room = link.claim(peer, entry.message.remaining());
            if (room == null) {
                lane.whenReady(this::drain);
                return;
            }
            remove(entry);
            room.put(entry.message);
            entry.commitTo(link, peer);
        }
    }

    private @Nullable Entry first() {
        lock.lock();
        try {
            Entry first = entries.peek();
            draining = first != null;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry entry) {
        lock.lock();
        try {
            entries.remove();
            bytes -= entry.message.remaining();
            roomFreed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One message, and who waits for its acknowledgement. */
    private static final class Entry {

        private final ByteBuffer message;
        private final @Nullable CompletableFuture<@Nullable Void> acknowledged;

        Entry(ByteBuffer message, @Nullable CompletableFuture<@Nullable Void> acknowledged) {
            this.message = message;
            this.acknowledged = acknowledged;
        }

        void commitTo(Stackable link, NodeId peer) {
            CompletableFuture<@Nullable Void> waiting = acknowledged;
            if (waiting != null && link instanceof Confirming confirming) {
                confirming.commit(outcome -> {
                    if (outcome == Outcome.ACKNOWLEDGED) {
                        waiting.complete(null);
                    } else {
                        waiting.completeExceptionally(new UndeterminedException(peer));
                    }
                });
            } else {
                link.commit();
            }
        }
    }
}
