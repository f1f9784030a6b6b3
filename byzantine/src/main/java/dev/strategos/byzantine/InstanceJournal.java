package dev.strategos.byzantine;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers across restarts in which agreements this general has taken part, so that it never signs in one of them again: what two lives
 * of a loyal general sign must not look like treason.
 *
 * <p>One entry per starter, since a starter's counters begin in growing order: the last counter, and the order if this general gave one.
 */
final class InstanceJournal {

    /** Lets actions wait until an entry is durable. Should the storage fail, they never run. */
    static final class Entry {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean durable;

        void whenDurable(Runnable action) {
            if (durable) {
                action.run();
            } else {
                waiting.add(action);
            }
        }

        private void becomeDurable() {
            durable = true;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    private final Environment env;
    private final @Nullable StableStorage storage;
    private final String prefix;

    InstanceJournal(Environment env, @Nullable StableStorage storage, String channel) {
        this.env = env;
        this.storage = storage;
        this.prefix = "byzantine/" + channel + "/";
    }

    /** Whether an earlier life took part; asked before this life writes its own entry. */
    boolean tookPart(InstanceId instance) {
        if (storage == null) {
            return false;
        }
        ByteBuffer entry = storage.get(key(instance));
        return entry != null && instance.counter() <= entry.getLong();
    }

    Entry write(InstanceId instance, @Nullable Bytes order) {
        Entry entry = new Entry();
        if (storage == null) {
            entry.becomeDurable();
            return entry;
        }
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + (order == null ? 0 : order.length()));
        content.putLong(instance.counter());
        if (order != null) {
            content.put(order.raw());
        }
        storage.put(key(instance), content.flip());
        storage.sync(result -> {
            if (result instanceof SyncResult.Failed failed) {
                env.report(new Fault(
                        env.self(),
                        Fault.Kind.STORAGE_FAILED,
                        "signs nothing in " + instance + ": " + failed.reason()));
            } else {
                entry.becomeDurable();
            }
        });
        return entry;
    }

    private String key(InstanceId instance) {
        return prefix + instance.starter();
    }
}
