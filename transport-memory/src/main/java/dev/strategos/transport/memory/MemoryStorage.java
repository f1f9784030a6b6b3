package dev.strategos.transport.memory;

import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation's view of its node's disk: it sees its own puts at once; the disk sees them when a sync is through. A crash
 * leaves the disk as the last completed sync made it.
 */
final class MemoryStorage implements StableStorage {

    private final MemoryEnvironment environment;
    private final MemoryDisk disk;
    private final Map<String, ByteBuffer> view;
    private final long syncNanos;
    private final ArrayDeque<List<MemoryDisk.Put>> syncing = new ArrayDeque<>();
    private List<MemoryDisk.Put> unsynced = new ArrayList<>();

    MemoryStorage(MemoryEnvironment environment, MemoryDisk disk, long syncNanos) {
        this.environment = environment;
        this.disk = disk;
        this.view = disk.copy();
        this.syncNanos = syncNanos;
    }

    @Override
    public @Nullable ByteBuffer get(String key) {
        environment.requireLoop("StableStorage.get");
        ByteBuffer value = view.get(key);
        return value == null ? null : value.duplicate();
    }

    @Override
    public void put(String key, @Nullable ByteBuffer value) {
        environment.requireLoop("StableStorage.put");
        MemoryDisk.Put put = new MemoryDisk.Put(key, value == null ? null : copyOf(value));
        put.applyTo(view);
        unsynced.add(put);
    }

    @Override
    public void sync(Consumer<SyncResult> onLoop) {
        environment.requireLoop("StableStorage.sync");
        List<MemoryDisk.Put> batch = unsynced;
        unsynced = new ArrayList<>();
        syncing.add(batch);
        environment.after(syncNanos, Step.Kind.SYNC, () -> {
            disk.commit(syncing.remove());
            onLoop.accept(new SyncResult.Durable());
        });
    }

    /** The life is over; the disk learns what was on its way to it. */
    void end() {
        List<List<MemoryDisk.Put>> unfinished = new ArrayList<>(syncing);
        unfinished.add(unsynced);
        disk.interrupted(unfinished);
    }

    void addTo(Fingerprint digest) {
        MemoryDisk.addTo(digest, view);
        MemoryDisk.addTo(digest, unsynced);
        syncing.forEach(batch -> MemoryDisk.addTo(digest, batch));
    }

    private static ByteBuffer copyOf(ByteBuffer value) {
        return ByteBuffer.allocate(value.remaining())
                .put(value.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }
}
