package dev.strategos.storage.mvstore;

import dev.strategos.storage.mvstore.Checksums.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * An MVStore in a directory: one commit and one force per batch, and nothing read that was not checked.
 *
 * <p>{@code store.mv} gets its name with its first commit. So one without a commit is damaged, where MVStore itself would begin anew.
 */
final class MvDisk implements Disk {

    /** A crash leaves at most the last commit half-written, and a compaction may have been between it and the one before. */
    private static final int MAX_ROLLBACK = 3;

    private static final String STATE = "state";
    private static final int COMMITS_PER_COMPACTION = 256;
    private static final int TARGET_FILL_PERCENT = 50;
    private static final int COMPACTED_BYTES = 4 << 20;

    private final DirectoryLock lock;
    private final MVStore store;
    private final MVMap<String, byte[]> values;
    private final MVMap<String, byte[]> commits;
    private Commit last;

    private MvDisk(DirectoryLock lock, MVStore store, Commit last) {
        this.lock = lock;
        this.store = store;
        this.values = values(store);
        this.commits = commits(store);
        this.last = last;
    }

    /** What was read and found whole. */
    private record Loaded(Map<String, ByteBuffer> values, Commit commit) {}

    /** An open disk, and what was on it. */
    record Opened(MvDisk disk, Map<String, ByteBuffer> values) {}

    static Opened open(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
                forceDirectory(directory.toAbsolutePath().getParent());
            }
            DirectoryLock lock = DirectoryLock.of(directory);
            boolean opened = false;
            try {
                Opened disk = open(directory, lock);
                opened = true;
                return disk;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new StorageException("the storage in '" + directory + "' cannot be used: " + e, e);
        }
    }

    private static Opened open(Path directory, DirectoryLock lock) throws IOException {
        Path file = directory.resolve("store.mv");
        if (!Files.exists(file)) {
            create(directory, file);
        }
        MVStore store = open(directory, file);
        boolean opened = false;
        try {
            Loaded loaded = load(directory, store);
            MvDisk disk = new MvDisk(lock, store, loaded.commit);
            opened = true;
            return new Opened(disk, loaded.values);
        } finally {
            if (!opened) {
                store.closeImmediately();
            }
        }
    }

    /** Makes a store with its first commit under another name; so what has the name has a commit. */
    private static void create(Path directory, Path file) throws IOException {
        Path creation = directory.resolve("store.new");
        Files.deleteIfExists(creation);
        MVStore store = open(directory, creation);
        commits(store).put(STATE, new Commit(0, 0, 0).bytes());
        store.commit();
        store.sync();
        store.close();
        try (FileChannel written = FileChannel.open(creation, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(creation, file, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(directory);
    }

    private static MVStore open(Path directory, Path file) {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toAbsolutePath().toString())
                    .autoCommitDisabled()
                    .cacheSize(1)
                    .open();
            // Space may be used again as soon as nothing refers to it: every commit is forced before the next one
            // begins.
            store.setRetentionTime(0);
            store.setVersionsToKeep(MAX_ROLLBACK + 2);
            return store;
        } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
            // Damaged lengths make MVStore throw all sorts of things, and reserve all sorts of sizes.
            throw damaged(directory, e.toString(), e);
        }
    }

    private static MVMap<String, byte[]> values(MVStore store) {
        return store.openMap("values");
    }

    private static MVMap<String, byte[]> commits(MVStore store) {
        return store.openMap("commits");
    }

    /** Reads the last commit that is whole. */
    private static Loaded load(Path directory, MVStore store) {
        long newest = store.getCurrentVersion();
        StorageException first = null;
        for (long version = newest; version > 0 && version >= newest - MAX_ROLLBACK; version--) {
            try {
                if (version < newest) {
                    store.rollbackTo(version);
                }
                return loadVersion(directory, store);
            } catch (StorageException e) {
                first = first == null ? e : first;
            } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
                first = first == null ? damaged(directory, e.toString(), e) : first;
            }
        }
        throw first == null ? damaged(directory, "it holds no commit", null) : first;
    }

    private static Loaded loadVersion(Path directory, MVStore store) {
        byte[] state = commits(store).get(STATE);
        Commit commit = state == null ? null : Commit.of(state);
        if (commit == null) {
            throw damaged(directory, "it holds no commit", null);
        }
        Map<String, ByteBuffer> loaded = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<String, byte[]> entry : values(store).entrySet()) {
            ByteBuffer value = Checksums.open(entry.getKey(), entry.getValue());
            if (value == null) {
                throw damaged(directory, "the value of '" + entry.getKey() + "' does not fit its checksum", null);
            }
            sum += Checksums.carried(entry.getValue());
            loaded.put(entry.getKey(), value);
        }
        if (commit.values() != loaded.size() || commit.sum() != sum) {
            throw damaged(directory, "commit " + commit.number() + " does not fit its checksum", null);
        }
        return new Loaded(loaded, commit);
    }

    private static StorageException damaged(Path directory, String how, @Nullable Throwable cause) {
        return new StorageException(
                "the storage in '" + directory + "' is damaged: " + how
                        + "; restore a backup, or remove the directory to begin without it",
                cause);
    }

    @Override
    public void commit(List<Put> puts) throws IOException {
        long sum = last.sum();
        for (Put put : puts) {
            byte[] sealed = put.value() == null ? null : Checksums.seal(put.key(), put.value());
            byte[] old = sealed == null ? values.remove(put.key()) : values.put(put.key(), sealed);
            sum += (sealed == null ? 0 : Checksums.carried(sealed)) - (old == null ? 0 : Checksums.carried(old));
        }
        Commit next = new Commit(last.number() + 1, values.sizeAsLong(), sum);
        commits.put(STATE, next.bytes());
        store.commit();
        // A commit alone only writes; what makes it durable is the force.
        store.sync();
        last = next;
        if (next.number() % COMMITS_PER_COMPACTION == 0) {
            store.compact(TARGET_FILL_PERCENT, COMPACTED_BYTES);
            store.sync();
        }
    }

    @Override
    public void close(boolean clean) throws IOException {
        try (lock) {
            if (clean) {
                store.close();
            } else {
                store.closeImmediately();
            }
        }
    }

    /** A new name is durable once its directory was forced; where directories cannot be opened, the system sees to it. */
    private static void forceDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
