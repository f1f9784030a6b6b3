package dev.strategos.byzantine.broadcast;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers across restarts which broadcasts this general has echoed, so that no later life signs another echo: one counter per sender, the
 * highest. What is up to it may have been echoed, and is not echoed again.
 */
final class EchoJournal {

    private final Environment env;
    private final StableStorage storage;
    private final String prefix;
    private final Map<NodeId, Long> ofEarlierLives = new LinkedHashMap<>();
    private final Map<NodeId, Long> highest = new LinkedHashMap<>();

    EchoJournal(Environment env, StableStorage storage, String channel) {
        this.env = env;
        this.storage = storage;
        this.prefix = "byzantine/" + channel + "/echo/";
    }

    /** Up to which broadcast of a sender an earlier life may have echoed. */
    long earlier(NodeId sender) {
        return ofEarlierLives.computeIfAbsent(sender, id -> {
            ByteBuffer stored = storage.get(prefix + id);
            return stored == null ? 0L : stored.getLong();
        });
    }

    /** Runs the action when it is durable that the broadcast is echoed; never, should the storage fail. */
    void write(NodeId sender, long counter, Runnable whenDurable) {
        long most = Math.max(counter, Math.max(earlier(sender), highest.getOrDefault(sender, 0L)));
        highest.put(sender, most);
        storage.put(
                prefix + sender, ByteBuffer.allocate(Long.BYTES).putLong(most).flip());
        storage.sync(result -> {
            if (result instanceof SyncResult.Failed failed) {
                env.report(new Fault(
                        env.self(),
                        Fault.Kind.STORAGE_FAILED,
                        "echoes nothing of " + sender + "/" + counter + ": " + failed.reason()));
            } else {
                whenDurable.run();
            }
        });
    }
}
