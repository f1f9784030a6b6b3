package dev.strategos.storage.mvstore;

import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's stable storage on disk, on H2's MVStore.
 *
 * <p><b>Guarantees</b> what {@link StableStorage} does, across the kill of the process and the loss of power: a sync is one atomic commit,
 * forced to the disk before it is called durable, and syncs that come while the disk is busy share the next one. Whatever is read back
 * was checked: each value has a checksum and each commit one over all. A commit that a crash left half-written is rolled back when the
 * storage is opened; other damage is a {@link StorageException}. A directory belongs to one storage at a time, over all
 * processes of the machine. <b>Assumes</b> a disk that keeps what it was forced to keep.
 *
 * <p>Once a commit has failed, the storage is broken: that sync and every later one ends as {@link SyncResult.Failed}. All values are
 * in memory too, so no call waits for the disk; what is stored should be bounded by who stores it.
 *
 * <p>{@code get}, {@code put} and {@code sync} are for the loop's thread only, and callbacks run there. {@link #open} and {@link
 * #close} wait for the disk; any thread may close.
 *
 * <p>A node does not close its storage. A process that goes on after its node closes it then; one that ends need not.
 *
 * <pre>{@code
 * NettyConfig.builder(self).storage(executor -> MvStorage.open(Path.of("data"), executor));
 * }</pre>
 */
public final class MvStorage implements StableStorage, AutoCloseable {

    private final Map<String, ByteBuffer> view;
    private final Writer writer;
    private final String place;
    private List<Put> unsynced = new ArrayList<>();

    MvStorage(Map<String, ByteBuffer> stored, Disk disk, Executor loop, String place) {
        this.view = new TreeMap<>(stored);
        this.writer = new Writer(disk, loop, "strategos-storage " + place);
        this.place = place;
    }

    /**
     * Opens the storage in a directory, or creates it there.
     *
     * @param directory made if it is missing; its parent must exist
     * @param loop runs what it is given on the node's loop, in order
     * @return the storage; close it
     * @throws StorageException if another storage has the directory open, its files cannot be read or written, or what they hold is
     *     damaged
     */
    public static MvStorage open(Path directory, Executor loop) {
        Objects.requireNonNull(loop, "loop");
        MvDisk.Opened opened = MvDisk.open(directory);
        return new MvStorage(opened.values(), opened.disk(), loop, directory.toString());
    }

    @Override
    public @Nullable ByteBuffer get(String key) {
        ByteBuffer value = view.get(Objects.requireNonNull(key, "key"));
        return value == null ? null : value.duplicate();
    }

    @Override
    public void put(String key, @Nullable ByteBuffer value) {
        Objects.requireNonNull(key, "key");
        ByteBuffer copy = value == null ? null : copyOf(value);
        if (copy == null) {
            view.remove(key);
        } else {
            view.put(key, copy);
        }
        synchronized (this) {
            unsynced.add(new Put(key, copy));
        }
    }

    @Override
    public void sync(Consumer<SyncResult> onLoop) {
        writer.add(takeUnsynced(), Objects.requireNonNull(onLoop, "onLoop"));
    }

    private synchronized List<Put> takeUnsynced() {
        List<Put> batch = unsynced;
        unsynced = new ArrayList<>();
        return batch;
    }

    /**
     * Makes durable what was put so far, then lets go of the directory. Waits for the disk. A second call does nothing; a {@link #sync}
     * after it fails.
     *
     * @throws StorageException if what was put last may be lost
     */
    @Override
    public void close() {
        try {
            writer.close(takeUnsynced());
        } catch (IOException e) {
            throw new StorageException("the storage in '" + place + "' did not close in order: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer copyOf(ByteBuffer value) {
        return ByteBuffer.allocate(value.remaining())
                .put(value.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }
}
