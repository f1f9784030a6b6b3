package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StableStorage} has to do, as tests: a test class of the storage implements this interface, and JUnit runs them.
 *
 * <pre>{@code
 * class MyStorageContractTest implements StorageContract {
 *     public TestStorage storage() {
 *         return new MyTestStorage();
 *     }
 * }
 * }</pre>
 */
public interface StorageContract {

    /**
     * A new, empty storage.
     *
     * @return the storage, which the test closes
     */
    TestStorage storage();

    /** A put is seen at once; what was never put is not there. */
    @Test
    default void seesItsPutsAtOnce() {
        with(storage -> storage.onLoop(disk -> {
            assertNull(disk.get("k"));
            disk.put("k", bytes(1));
            assertEquals(bytes(1), disk.get("k"));
            disk.put("k", bytes(2, 3));
            assertEquals(bytes(2, 3), disk.get("k"));
            disk.put("k", null);
            assertNull(disk.get("k"));
            disk.put("never there", null);
            assertNull(disk.get("never there"));
        }));
    }

    /** A value is a copy from position to limit, and what is read is read-only and independent. */
    @Test
    default void copiesValues() {
        with(storage -> storage.onLoop(disk -> {
            ByteBuffer value = bytes(0, 1, 2, 3).position(1).limit(3);
            disk.put("k", value);
            assertEquals(1, value.position());
            value.put(1, (byte) 9);
            ByteBuffer read = present(disk.get("k"));
            assertEquals(bytes(1, 2), read);
            assertTrue(read.isReadOnly());
            read.get();
            assertEquals(bytes(1, 2), disk.get("k"));
        }));
    }

    /** Any text is a key, and any bytes are a value, none among them. */
    @Test
    default void takesAnyKeyAndValue() {
        byte[] large = new byte[300_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        List<String> keys = List.of("", " ", "π/∅", "\u0000", "k".repeat(1_000), "K", "k");
        with(storage -> {
            storage.onLoop(disk -> {
                keys.forEach(key -> disk.put(key, bytes(key.length() % 7)));
                disk.put("empty", bytes());
                disk.put("large", ByteBuffer.wrap(large));
            });
            sync(storage);
            storage.crashAndRecover();
            storage.onLoop(disk -> {
                keys.forEach(key -> assertEquals(bytes(key.length() % 7), disk.get(key), "key '" + key + "'"));
                assertEquals(bytes(), disk.get("empty"));
                byte[] read = new byte[large.length];
                present(disk.get("large")).get(read);
                assertArrayEquals(large, read);
            });
        });
    }

    /** What a sync completed for survives a crash: values, and that there are none any more. */
    @Test
    default void keepsWhatWasSynced() {
        with(storage -> {
            storage.onLoop(disk -> {
                disk.put("kept", bytes(1));
                disk.put("replaced", bytes(1));
                disk.put("removed", bytes(1));
            });
            sync(storage);
            storage.onLoop(disk -> {
                disk.put("replaced", bytes(2));
                disk.put("removed", null);
            });
            sync(storage);
            storage.crashAndRecover();
            storage.onLoop(disk -> {
                assertEquals(bytes(1), disk.get("kept"));
                assertEquals(bytes(2), disk.get("replaced"));
                assertNull(disk.get("removed"));
            });
        });
    }

    /** What was put after the last sync is lost in a crash, all of it. */
    @Test
    default void losesWhatWasNotSynced() {
        with(storage -> {
            storage.onLoop(disk -> {
                disk.put("k", bytes(1));
                disk.put("gone", bytes(1));
            });
            sync(storage);
            storage.onLoop(disk -> {
                disk.put("k", bytes(2));
                disk.put("gone", null);
                disk.put("new", bytes(2));
            });
            storage.crashAndRecover();
            storage.onLoop(disk -> {
                assertEquals(bytes(1), disk.get("k"));
                assertEquals(bytes(1), disk.get("gone"));
                assertNull(disk.get("new"));
            });
        });
    }

    /** Callbacks come in the order of the syncs, on the loop, and not within {@code sync}; an empty batch counts too. */
    @Test
    default void callsBackInOrder() {
        with(storage -> {
            List<Integer> order = new CopyOnWriteArrayList<>();
            List<Thread> threads = new CopyOnWriteArrayList<>();
            storage.onLoop(disk -> {
                for (int i = 0; i < 20; i++) {
                    int number = i;
                    if (i % 3 != 0) {
                        disk.put("k" + i, bytes(i));
                    }
                    disk.sync(result -> {
                        assertTrue(result instanceof SyncResult.Durable, result.toString());
                        order.add(number);
                        threads.add(Thread.currentThread());
                    });
                }
                assertEquals(List.of(), order);
                threads.add(Thread.currentThread());
            });
            storage.await("20 callbacks", () -> order.size() == 20);
            List<Integer> sorted = new ArrayList<>(order);
            Collections.sort(sorted);
            assertEquals(sorted, order);
            assertEquals(1, threads.stream().distinct().count());
        });
    }

    /** A callback may put and sync itself. */
    @Test
    default void letsACallbackSyncAgain() {
        with(storage -> {
            List<SyncResult> results = new CopyOnWriteArrayList<>();
            storage.onLoop(disk -> {
                disk.put("first", bytes(1));
                disk.sync(result -> {
                    disk.put("second", bytes(2));
                    disk.sync(results::add);
                });
            });
            storage.await("the second sync", () -> results.size() == 1);
            storage.crashAndRecover();
            storage.onLoop(disk -> {
                assertEquals(bytes(1), disk.get("first"));
                assertEquals(bytes(2), disk.get("second"));
            });
        });
    }

    /** Recovery adds up over many lives. */
    @Test
    default void survivesManyCrashes() {
        with(storage -> {
            for (int life = 0; life < 10; life++) {
                int number = life;
                storage.onLoop(disk -> {
                    for (int earlier = 0; earlier < number; earlier++) {
                        assertEquals(bytes(earlier), disk.get("life" + earlier));
                        assertNull(disk.get("unsynced" + earlier));
                    }
                    disk.put("life" + number, bytes(number));
                });
                sync(storage);
                storage.onLoop(disk -> disk.put("unsynced" + number, bytes(number)));
                storage.crashAndRecover();
            }
        });
    }

    private void with(Consumer<TestStorage> test) {
        try (TestStorage storage = storage()) {
            test.accept(storage);
        }
    }

    private static void sync(TestStorage storage) {
        List<SyncResult> results = new CopyOnWriteArrayList<>();
        storage.onLoop(disk -> disk.sync(results::add));
        storage.await("the sync", () -> results.size() == 1);
        assertTrue(results.get(0) instanceof SyncResult.Durable, results.toString());
    }

    private static ByteBuffer present(@Nullable ByteBuffer value) {
        assertNotNull(value);
        return value;
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
