package dev.strategos.storage.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.StableStorage;
import dev.strategos.testkit.TestStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A storage in a directory below the given one, with a thread for a loop. A crash leaves the files as they are and goes on with a copy. */
final class DiskUnderTest implements TestStorage {

    private final Path parent;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private int life;
    private MvStorage storage;

    DiskUnderTest(Path parent) {
        this.parent = parent;
        this.storage = MvStorage.open(directory(), loop);
    }

    Path directory() {
        return parent.resolve("life" + life);
    }

    @Override
    public void onLoop(Consumer<StableStorage> action) {
        try {
            CompletableFuture.runAsync(() -> action.accept(storage), loop).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** Everything that runs here ends by itself, so this waits for the loop to have done more, again and again. */
    @Override
    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            onLoop(disk -> Thread.yield());
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    @Override
    public void crashAndRecover() {
        Path crashed = directory();
        life++;
        copy(crashed, directory());
        storage.close();
        storage = MvStorage.open(directory(), loop);
    }

    /** The files as a crash at this moment leaves them. */
    static void copy(Path from, Path to) {
        try {
            Files.createDirectory(to);
            Files.copy(from.resolve("store.mv"), to.resolve("store.mv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        storage.close();
        loop.shutdown();
    }
}
