package dev.strategos.storage.mvstore;

import dev.strategos.core.StableStorage;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Numbered batches whose traces in a storage fit each other only if no batch is there by half: batch n writes its number three times,
 * one value of its own, and removes that of batch n−40.
 */
final class History {

    private static final int KEPT = 40;
    private static final String[] COUNTERS = {"a", "m/counter", "z"};

    private History() {}

    static void put(StableStorage storage, int number) {
        for (String counter : COUNTERS) {
            storage.put(counter, ByteBuffer.allocate(4).putInt(0, number));
        }
        storage.put("value/" + number, value(number));
        storage.put("value/" + (number - KEPT), null);
    }

    private static ByteBuffer value(int number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] bytes = new byte[random.nextInt(6_000)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return ByteBuffer.wrap(bytes);
    }

    /**
     * The last batch that is there; −1 for none.
     *
     * @throws AssertionError if the storage is not exactly as some batch left it
     */
    static int last(StableStorage storage) {
        ByteBuffer counter = storage.get(COUNTERS[0]);
        int last = counter == null ? -1 : counter.getInt();
        for (String other : COUNTERS) {
            counter = storage.get(other);
            require((counter == null ? -1 : counter.getInt()) == last, other + " is not at " + last);
        }
        for (int number = Math.max(0, last - 3 * KEPT); number <= last + 3; number++) {
            ByteBuffer value = storage.get("value/" + number);
            boolean expected = number <= last && number > last - KEPT;
            require(
                    expected ? value(number).equals(value) : value == null,
                    "value " + number + " of batches up to " + last + " is " + value);
        }
        return last;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
