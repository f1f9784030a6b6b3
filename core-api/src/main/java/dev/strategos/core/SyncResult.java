package dev.strategos.core;

/** How a {@link StableStorage#sync} ended. */
public sealed interface SyncResult {

    /** All puts before the sync are durable. */
    record Durable() implements SyncResult {}

    /**
     * The puts may be lost. The storage is to be taken as broken.
     *
     * @param reason what failed
     */
    record Failed(String reason) implements SyncResult {}
}
