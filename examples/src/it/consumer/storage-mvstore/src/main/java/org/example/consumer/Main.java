package org.example.consumer;

import dev.strategos.core.SyncResult;
import dev.strategos.storage.mvstore.MvStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stores a value on disk, and finds it there again. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("consumer");
        try (MvStorage storage = MvStorage.open(directory, Runnable::run)) {
            storage.put("key", ByteBuffer.allocate(8));
            storage.sync(result -> {
                if (!(result instanceof SyncResult.Durable)) {
                    System.out.println(result);
                }
            });
        }
        try (MvStorage storage = MvStorage.open(directory, Runnable::run)) {
            System.out.println(storage.get("key") == null ? "the key is lost" : "the key is durable");
        }
        for (String file : new String[] {"store.mv", "lock"}) {
            Files.delete(directory.resolve(file));
        }
        Files.delete(directory);
    }
}
