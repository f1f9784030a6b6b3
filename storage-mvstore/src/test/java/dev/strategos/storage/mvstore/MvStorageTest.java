package dev.strategos.storage.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.SyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvStorageTest {

    @TempDir
    private Path parent;

    private final List<SyncResult> results = new CopyOnWriteArrayList<>();

    private Path directory() {
        return parent.resolve("data");
    }

    private static ByteBuffer bytes(int value) {
        return ByteBuffer.allocate(4).putInt(0, value);
    }

    /** Counts commits, lets each wait for a permit, and fails when told. */
    private static final class StubDisk implements Disk {

        final Semaphore permits = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final Semaphore ended = new Semaphore(0);
        final List<Integer> commits = new CopyOnWriteArrayList<>();
        final List<Boolean> closed = new CopyOnWriteArrayList<>();
        volatile boolean fails;

        @Override
        public void commit(List<Put> puts) throws IOException {
            begun.release();
            permits.acquireUninterruptibly();
            try {
                if (fails) {
                    throw new IOException("no space left on device");
                }
                commits.add(puts.size());
            } finally {
                ended.release();
            }
        }

        @Override
        public void close(boolean clean) {
            closed.add(clean);
        }
    }

    private final StubDisk stub = new StubDisk();

    private MvStorage onStub() {
        return new MvStorage(new TreeMap<>(), stub, Runnable::run, "stub");
    }

    @Test
    void syncsThatComeWhileTheDiskIsBusyShareTheNextCommit() {
        MvStorage storage = onStub();
        storage.put("k0", bytes(0));
        storage.sync(results::add);
        stub.begun.acquireUninterruptibly();
        for (int i = 1; i <= 10; i++) {
            storage.put("k" + i, bytes(i));
            storage.sync(results::add);
        }
        storage.put("later", bytes(0));
        assertThat(storage.get("k7")).isEqualTo(bytes(7));
        stub.permits.release(100);
        storage.close();
        assertThat(stub.commits.subList(0, 2)).containsExactly(1, stub.commits.size() == 2 ? 11 : 10);
        assertThat(stub.commits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(12);
        assertThat(results).hasSize(11).allMatch(new SyncResult.Durable()::equals);
        assertThat(stub.closed).containsExactly(true);
    }

    @Test
    void aDiskThatFailedIsBrokenFromThenOn() {
        stub.permits.release(100);
        MvStorage storage = onStub();
        storage.put("k", bytes(1));
        storage.sync(results::add);
        stub.ended.acquireUninterruptibly();
        stub.fails = true;
        storage.put("k", bytes(2));
        storage.sync(results::add);
        stub.ended.acquireUninterruptibly();
        assertThat(storage.get("k")).isEqualTo(bytes(2));
        storage.sync(results::add);
        assertThatThrownBy(storage::close)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no space left on device");
        SyncResult failed = new SyncResult.Failed("no space left on device");
        assertThat(results).containsExactly(new SyncResult.Durable(), failed, failed);
        assertThat(stub.commits).containsExactly(1);
        assertThat(stub.closed).containsExactly(false);
    }

    @Test
    void aLoopThatHasEndedDoesNotStopTheWriter() {
        stub.permits.release(100);
        MvStorage storage = new MvStorage(
                new TreeMap<>(),
                stub,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                "stub");
        storage.put("one", bytes(1));
        storage.sync(results::add);
        storage.put("two", bytes(2));
        storage.close();
        assertThat(stub.commits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
        assertThat(results).isEmpty();
    }

    @Test
    void closeFlushesAndEndsTheStorage() {
        MvStorage storage = MvStorage.open(directory(), Runnable::run);
        storage.put("k", bytes(1));
        storage.close();
        storage.close();
        storage.sync(results::add);
        assertThat(results).containsExactly(new SyncResult.Failed("the storage is closed"));
        try (MvStorage again = MvStorage.open(directory(), Runnable::run)) {
            assertThat(again.get("k")).isEqualTo(bytes(1));
        }
    }

    @Test
    void aDirectoryServesOneStorage() {
        try (MvStorage storage = MvStorage.open(directory(), Runnable::run)) {
            assertThatThrownBy(() -> MvStorage.open(directory(), Runnable::run))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("the storage in '" + directory()
                            + "' is open already, in this process or another; one directory serves one node");
            storage.put("k", bytes(1));
        }
    }

    @Test
    void aFailedOpenLetsGoOfTheDirectory() throws IOException {
        MvStorage.open(directory(), Runnable::run).close();
        Path file = directory().resolve("store.mv");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[10_000]);
        assertThatThrownBy(() -> MvStorage.open(directory(), Runnable::run))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is damaged");
        Files.write(file, whole);
        MvStorage.open(directory(), Runnable::run).close();
    }

    @Test
    void saysWhatCannotBeUsed() throws IOException {
        assertThatThrownBy(() -> MvStorage.open(parent.resolve("no/where"), Runnable::run))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot be used");
        MvStorage.open(directory(), Runnable::run).close();
        Files.write(directory().resolve("store.mv"), new byte[0]);
        assertThatThrownBy(() -> MvStorage.open(directory(), Runnable::run))
                .as("an empty file where there was a commit")
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void beginsAnewWhereACreationWasCutShort() throws IOException {
        Files.createDirectory(directory());
        Files.write(directory().resolve("store.new"), new byte[5_000]);
        try (MvStorage storage = MvStorage.open(directory(), Runnable::run)) {
            assertThat(storage.get("k")).isNull();
        }
        assertThat(directory().resolve("store.new")).doesNotExist();
    }

    @Test
    void spaceIsUsedAgain() throws IOException {
        MvDisk disk = MvDisk.open(directory()).disk();
        for (int i = 0; i < 1_500; i++) {
            List<Put> puts = new ArrayList<>();
            puts.add(new Put("log/" + i, ByteBuffer.allocate(1_000)));
            puts.add(new Put("log/" + (i - 50), null));
            puts.add(new Put("next", bytes(i)));
            disk.commit(puts);
        }
        disk.close(false);
        // 1.5 MB were written in values alone, 6 MB or more in whole blocks; 50 KB of it are left.
        assertThat(Files.size(directory().resolve("store.mv"))).isLessThan(1 << 20);
    }
}
