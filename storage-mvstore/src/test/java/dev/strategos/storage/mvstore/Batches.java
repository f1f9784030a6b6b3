package dev.strategos.storage.mvstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process of its own: writes batch after batch, a few at a time, and says which are durable, until it is killed. */
final class Batches {

    private static final int AT_ONCE = 4;

    private final MvStorage storage;
    private int next;

    private Batches(MvStorage storage) {
        this.storage = storage;
        this.next = History.last(storage) + 1;
    }

    public static void main(String[] args) throws IOException {
        System.out.println("opening");
        ExecutorService loop = Executors.newSingleThreadExecutor();
        MvStorage storage = MvStorage.open(Path.of(args[0]), loop);
        loop.execute(() -> {
            Batches batches = new Batches(storage);
            for (int i = 0; i < AT_ONCE; i++) {
                batches.write();
            }
        });
        // Ends with the test that started it, whatever becomes of that.
        System.in.read();
        Runtime.getRuntime().halt(0);
    }

    private void write() {
        int number = next++;
        History.put(storage, number);
        storage.sync(result -> {
            System.out.println(number + " " + result);
            write();
        });
    }
}
