package dev.strategos.transport.memory;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What outlives a node's incarnations, and enough of its past to be rolled back. */
final class MemoryDisk {

    private final Map<String, ByteBuffer> values = new TreeMap<>();
    /** For each of the last syncs, youngest last, what its puts replaced. */
    private final ArrayDeque<List<Put>> past = new ArrayDeque<>();

    /** A value to be put, or null for a key to be removed. */
    record Put(String key, @Nullable ByteBuffer value) {

        void applyTo(Map<String, ByteBuffer> map) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }

    Map<String, ByteBuffer> copy() {
        return new TreeMap<>(values);
    }

    /** A sync is through. */
    void commit(List<Put> batch) {
        List<Put> replaced = new ArrayList<>(batch.size());
        for (Put put : batch) {
            replaced.add(new Put(put.key(), values.get(put.key())));
            put.applyTo(values);
        }
        Collections.reverse(replaced);
        if (past.size() == FaultAction.RollBackStorage.MAX_SYNCS) {
            past.removeFirst();
        }
        past.addLast(replaced);
    }

    void wipe() {
        values.clear();
        past.clear();
    }

    void rollBack(int syncs) {
        for (int i = 0; i < syncs && !past.isEmpty(); i++) {
            past.removeLast().forEach(put -> put.applyTo(values));
        }
    }
}
