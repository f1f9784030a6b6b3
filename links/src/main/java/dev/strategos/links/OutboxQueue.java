package dev.strategos.links;

import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.SizedCodec;
import dev.strategos.core.Stackable;
import dev.strategos.core.Timer;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits in an outbox for one peer. Any thread puts in, one after the other; the loop takes out, as long as the link has room.
 *
 * <p>At most one drain is under way: asked of the loop, running there, or waiting for the lane to be ready. Whoever has the right to put
 * in and finds none starts it; and the loop ends it only while it has that right itself and finds nothing. So a put needs no fence to
 * be seen.
 */
final class OutboxQueue {

    /** After so many messages, or runs of messages, the loop gives back their room, and sees whether more have come. */
    private static final int BATCH = 256;

    private static final int RUNS = 4;

    /** After so long, who waits asks again where the loop takes no action. */
    private static final long RETRY_NANOS = 1_000_000;

    /** After so long, who waits looks whether the drain is still under way: one that fails wakes nobody. */
    private static final long LOOK_NANOS = 100_000_000;

    /** So often the loop looks again at the end of its turn, then now and then. */
    private static final int LOOKS = 256;

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);

    private final Stackable link;
    /** The link, if it takes many messages at once. */
    private final @Nullable BatchingLink batching;

    private final Lane lane;
    private final NodeId peer;
    private final long maxBytes;
    private final Runnable drain = this::drain;
    private final OutboxRing ring = new OutboxRing();
    private final Queue<Waiting> acknowledgements = new ConcurrentLinkedQueue<>();

    // ---- those who put in; with the right to
    private final PutRight right = new PutRight();
    private final OutboxStage stage = new OutboxStage(ring);
    /** How many messages were put in. */
    private long put;

    private volatile boolean draining;
    private volatile boolean ended;

    // ---- those who wait for room
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomFreed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    /** How often they were woken; counted with the lock. */
    private final AtomicLong wakeUps = new AtomicLong();

    // ---- the loop
    /** How many messages were taken out. */
    private long taken;
    /** What the loop has freed since it last woke those who wait. */
    private long freed;
    /** How often it has looked whether somebody is still putting in. */
    private int looks;

    private @Nullable Timer nextLook;
    /** Who waits for the acknowledgement of what the link has taken. */
    private final Set<Waiting> unacknowledged = new LinkedHashSet<>();

    OutboxQueue(Stackable link, Lane lane, long maxBytes) {
        this.link = link;
        this.batching = link instanceof BatchingLink batches ? batches : null;
        this.lane = lane;
        this.peer = lane.peer();
        this.maxBytes = maxBytes;
    }

    NodeId peer() {
        return peer;
    }

    /** Whether the node's life is over, so that nothing more is taken. */
    boolean hasEnded() {
        return ended;
    }

    /** The node's life is over: what waits here is gone, and whoever waits is told. */
    void end() {
        // Without the right to put in, as a codec may keep that for as long as it likes: see add.
        ended = true;
        NodeId self = link.environment().self();
        for (Waiting waiting = acknowledgements.poll(); waiting != null; waiting = acknowledgements.poll()) {
            unacknowledged.add(waiting);
        }
        unacknowledged.forEach(
                waiting -> waiting.acknowledged.completeExceptionally(NodeEndedException.unacknowledged(self, peer)));
        unacknowledged.clear();
        wakeAll();
    }

    <T> boolean offer(
            T message, int length, SizedCodec<T> codec, @Nullable CompletableFuture<@Nullable Void> acknowledged) {
        right.take();
        try {
            return add(message, length, codec, acknowledged);
        } finally {
            right.giveBack();
        }
    }

    <T> boolean offerWithin(T message, int length, SizedCodec<T> codec, long nanos) {
        long left = nanos;
        waiters.incrementAndGet();
        try {
            while (true) {
                // The message is encoded outside of the lock: the loop takes that, and must not wait for a codec.
                long seen = wakeUps.get();
                if (offer(message, length, codec, null)) {
                    return true;
                }
                if (left <= 0 || ended) {
                    return false;
                }
                // Without a drain nobody frees room: the loop took no action just now, and does not say when it will.
                long most = Math.min(left, draining ? LOOK_NANOS : RETRY_NANOS);
                left -= most - await(seen, most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiters.decrementAndGet();
        }
    }

    /** Waits unless somebody was woken since; returns how much of the time is left. */
    private long await(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (wakeUps.get() == seen && left > 0) {
                left = roomFreed.awaitNanos(left);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            wakeUps.incrementAndGet();
            roomFreed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> boolean add(
            T message, int length, SizedCodec<T> codec, @Nullable CompletableFuture<@Nullable Void> acknowledged) {
        if (ended) {
            return false;
        }
        // Before room is looked for: after a drain that failed there is none until the next one.
        if (!draining && !start()) {
            return false;
        }
        if (!ring.hasRoom(stage.bytes(), OutboxRing.size(length), maxBytes)) {
            return false;
        }
        stage.put(message, length, codec);
        put++;
        if (acknowledged != null) {
            Waiting waiting = new Waiting(put, acknowledged);
            acknowledgements.add(waiting);
            if (ended && acknowledgements.remove(waiting)) {
                // The node ended meanwhile, and did not find it.
                return false;
            }
        }
        ring.publish();
        return true;
    }

    /** Before the message is there: the loop ends no drain while somebody is putting in. */
    private boolean start() {
        draining = true;
        boolean started = link.environment().execute(drain);
        if (!started) {
            draining = false;
        }
        return started;
    }

    /** On the loop: hands over what the link takes, and comes back when it has room for more. */
    private void drain() {
        boolean failed = true;
        try {
            drainAll();
            failed = false;
        } finally {
            if (failed) {
                // The link is misused just now; the next message put in tries again.
                draining = false;
            }
        }
    }

    private void drainAll() {
        do {
            for (long end = ring.takeUpTo(); !ring.isTaken(end); end = ring.takeUpTo()) {
                if (!takeBatch(end)) {
                    wakeWaiters();
                    lane.whenReady(drain);
                    return;
                }
                if (freed >= maxBytes / 2) {
                    wakeWaiters();
                }
            }
            wakeWaiters();
        } while (!rest());
    }

    /** Ends the drain if nothing is left; the loop does not wait for somebody who is just putting in, but looks again. */
    private boolean rest() {
        if (!right.tryTake()) {
            lookAgain();
            return true;
        }
        looks = 0;
        try {
            stage.flush();
            ring.publish();
            draining = !ring.isEmpty();
            return !draining;
        } finally {
            right.giveBack();
        }
    }

    /** At first at once; but not for ever, as a codec may take long, and the loop has other work. */
    private void lookAgain() {
        if (looks < LOOKS) {
            looks++;
            link.environment().atEndOfTurn(drain);
        } else if (nextLook == null) {
            nextLook = link.environment().schedule(LOOK_INTERVAL, drain);
        } else {
            nextLook.rearm(LOOK_INTERVAL);
        }
    }

    /** False if the link has no room for the next one. */
    private boolean takeBatch(long end) {
        try {
            int most = batching == null ? BATCH : RUNS;
            for (int count = 0; count < most && !ring.isTaken(end); count++) {
                if (!(batching == null ? takeMessage() : takeRun(batching, end))) {
                    return false;
                }
            }
            return true;
        } finally {
            freed += ring.free();
        }
    }

    private boolean takeMessage() {
        int length = ring.firstLength();
        ByteBuffer room = link.claim(peer, length);
        if (room == null) {
            return false;
        }
        ring.takeFirst(length, room);
        commit(1);
        return true;
    }

    /** Hands over many messages at once, as the batch that they are in the ring. */
    private boolean takeRun(BatchingLink batches, long end) {
        int bytes = ring.findRun(end, BatchingLane.MAX_BATCH);
        ByteBuffer room = batches.claimBatch(peer, bytes, ring.runMessages());
        if (room == null) {
            return false;
        }
        ring.takeRun(bytes, room);
        commit(ring.runMessages());
        return true;
    }

    /** Sends what was claimed, so many messages, and tells those who wait for one of them. */
    private void commit(int messages) {
        taken += messages;
        Waiting waiting = acknowledgements.peek();
        if (waiting != null && waiting.number <= taken && link instanceof Confirming confirming) {
            List<Waiting> confirmed = new ArrayList<>();
            for (; waiting != null && waiting.number <= taken; waiting = acknowledgements.peek()) {
                confirmed.add(acknowledgements.remove());
            }
            unacknowledged.addAll(confirmed);
            confirming.commit(outcome -> confirmed.forEach(each -> {
                unacknowledged.remove(each);
                each.tell(outcome, peer);
            }));
        } else {
            link.commit();
        }
    }

    /** Not for each message: who wakes up shall find room for many. */
    private void wakeWaiters() {
        // Whoever waits has said so before it looked for room: either it saw what is free now, or it is seen here.
        VarHandle.fullFence();
        if (freed > 0 && waiters.get() > 0) {
            wakeAll();
        }
        freed = 0;
    }

    /** Who waits for the acknowledgement of the message with that number. */
    private record Waiting(long number, CompletableFuture<@Nullable Void> acknowledged) {

        void tell(Outcome outcome, NodeId peer) {
            if (outcome == Outcome.ACKNOWLEDGED) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(new UndeterminedException(peer));
            }
        }
    }
}
