package dev.strategos.transport.memory;

import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation's view of its node's disk: it sees its own puts at once; the disk sees them when a sync is through. A crash
 * leaves the disk as the last completed sync made it.
 */
final class MemoryStorage implements StableStorage {

    private final MemoryEnvironment environment;
    private final Map<String, ByteBuffer> disk;
    private final Map<String, ByteBuffer> view;
    private final long syncNanos;
    private List<Put> unsynced = new ArrayList<>();

    MemoryStorage(MemoryEnvironment environment, Map<String, ByteBuffer> disk, long syncNanos) {
        this.environment = environment;
        this.disk = disk;
        this.view = new TreeMap<>(disk);
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
        Put put = new Put(key, value == null ? null : copyOf(value));
        put.applyTo(view);
        unsynced.add(put);
    }

    @Override
    public void sync(Consumer<SyncResult> onLoop) {
        environment.requireLoop("StableStorage.sync");
        List<Put> batch = unsynced;
        unsynced = new ArrayList<>();
        environment.after(syncNanos, () -> {
            batch.forEach(put -> put.applyTo(disk));
            onLoop.accept(new SyncResult.Durable());
        });
    }

    private static ByteBuffer copyOf(ByteBuffer value) {
        return ByteBuffer.allocate(value.remaining())
                .put(value.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }

    private record Put(String key, @Nullable ByteBuffer value) {

        void applyTo(Map<String, ByteBuffer> map) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }
}
