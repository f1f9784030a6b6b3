package dev.strategos.core;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's disk: keys and values that outlive its incarnation.
 *
 * <p>A {@code put} is seen at once by {@code get} and is volatile until a later {@code sync} has completed. A sync is a group
 * commit: it makes all puts before it durable, atomically and in order. After a crash the node sees exactly what some completed or
 * later sync made durable, never half of a batch.
 *
 * <p>For the loop's thread only; no method blocks.
 */
public interface StableStorage {

    /**
     * The value put last.
     *
     * @param key any text
     * @return a read-only buffer of its own, or null if there is none
     */
    @Nullable
    ByteBuffer get(String key);

    /**
     * Puts a value, or removes it.
     *
     * @param key any text
     * @param value copied from its position to its limit; null removes the key
     */
    void put(String key, @Nullable ByteBuffer value);

    /**
     * Makes all puts so far durable.
     *
     * @param onLoop called on the loop with the outcome, in the order of the syncs
     */
    void sync(Consumer<SyncResult> onLoop);
}
