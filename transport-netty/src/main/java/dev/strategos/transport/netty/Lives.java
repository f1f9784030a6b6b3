package dev.strategos.transport.netty;

import dev.strategos.core.Incarnation;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Draws a new incarnation: the stored one plus 1, or the wall clock in microseconds, whichever is higher. So it grows while either
 * the disk or the clock is good; a node whose disk was wiped is not locked out by peers that remember it.
 */
final class Lives {

    /** Where the last incarnation is kept. */
    static final String KEY = "strategos.incarnation";

    private Lives() {}

    /**
     * The next life of this node. On the loop; the future completes there, once the storage holds it.
     *
     * @param storage the node's disk, or null if it has none
     */
    static CompletableFuture<Incarnation> next(@Nullable StableStorage storage) {
        long clock = Math.max(1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        if (storage == null) {
            return CompletableFuture.completedFuture(new Incarnation(clock));
        }
        ByteBuffer stored = storage.get(KEY);
        if (stored != null && stored.remaining() != Long.BYTES) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "the storage holds " + stored.remaining() + " bytes as '" + KEY + "', not " + Long.BYTES));
        }
        long number = stored == null ? clock : Math.max(Math.addExact(stored.getLong(stored.position()), 1), clock);
        Incarnation next = new Incarnation(number);
        storage.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        CompletableFuture<Incarnation> synced = new CompletableFuture<>();
        storage.sync(result -> {
            if (result instanceof SyncResult.Failed failed) {
                synced.completeExceptionally(new IllegalStateException(
                        "the storage could not keep the new incarnation: " + failed.reason()));
            } else {
                synced.complete(next);
            }
        });
        return synced;
    }
}
