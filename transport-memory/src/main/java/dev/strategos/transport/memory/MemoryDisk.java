package dev.strategos.transport.memory;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What outlives a node's incarnations, and enough of its past to be rolled back. */
final class MemoryDisk {

    private final Map<String, ByteBuffer> values = new TreeMap<>();
    /** For each of the last syncs, youngest last, what its puts replaced. */
    private final ArrayDeque<List<Put>> past = new ArrayDeque<>();

    /** What was on its way to the disk when the last life ended: a batch for each sync under way, oldest first, then what no sync covers. */
    private List<List<Put>> interrupted = List.of();

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

    /** What can happen to the disk of a node that is down. */
    void suffer(FaultAction action) {
        if (action instanceof FaultAction.WipeStorage) {
            wipe();
        } else if (action instanceof FaultAction.RollBackStorage rollBack) {
            rollBack(rollBack.syncs());
        } else if (action instanceof FaultAction.FinishSyncs finish) {
            finishSyncs(finish.syncs());
        } else if (action instanceof FaultAction.TearStorage tear) {
            tear(tear.puts());
        } else if (action instanceof FaultAction.CorruptStorage corrupt) {
            corrupt(new SplittableRandom(corrupt.seed()));
        }
    }

    void addTo(Fingerprint digest) {
        addTo(digest, values);
        interrupted.forEach(batch -> addTo(digest, batch));
        digest.add(interrupted.size());
    }

    static void addTo(Fingerprint digest, Map<String, ByteBuffer> map) {
        map.forEach((key, value) -> digest.add(key).add(value));
        digest.add(map.size());
    }

    static void addTo(Fingerprint digest, List<Put> puts) {
        puts.forEach(put -> digest.add(put.key()).add(put.value()));
        digest.add(puts.size());
    }

    private void wipe() {
        values.clear();
        past.clear();
    }

    void interrupted(List<List<Put>> batches) {
        interrupted = batches;
    }

    /** The first of the syncs that a crash interrupted were through after all. */
    private void finishSyncs(int syncs) {
        int finished = Math.min(syncs, interrupted.size() - 1);
        for (int i = 0; i < finished; i++) {
            commit(interrupted.get(i));
        }
        interrupted = interrupted.subList(Math.max(0, finished), interrupted.size());
    }

    /** Of what a crash interrupted, the first puts are on the disk and the others are not, wherever a sync began or ended. */
    private void tear(int puts) {
        commit(interrupted.stream().flatMap(List::stream).limit(puts).toList());
        interrupted = List.of();
    }

    /** Inverts one bit of one value. */
    private void corrupt(SplittableRandom random) {
        List<Map.Entry<String, ByteBuffer>> candidates = new ArrayList<>(values.entrySet());
        candidates.removeIf(entry -> !entry.getValue().hasRemaining());
        if (candidates.isEmpty()) {
            return;
        }
        Map.Entry<String, ByteBuffer> chosen = candidates.get(random.nextInt(candidates.size()));
        ByteBuffer value = chosen.getValue();
        ByteBuffer changed =
                ByteBuffer.allocate(value.remaining()).put(value.duplicate()).flip();
        int at = random.nextInt(changed.remaining());
        changed.put(at, (byte) (changed.get(at) ^ 1 << random.nextInt(8)));
        chosen.setValue(changed.asReadOnlyBuffer());
    }

    private void rollBack(int syncs) {
        for (int i = 0; i < syncs && !past.isEmpty(); i++) {
            past.removeLast().forEach(put -> put.applyTo(values));
        }
    }
}
