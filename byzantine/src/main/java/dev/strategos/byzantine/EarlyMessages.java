package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One peer's messages of agreements that this general has not begun.
 *
 * <p>Bounded in count and bytes, so that a traitor fills its own share only. What has waited longer than the retention is
 * dropped when something new comes: no general that meets the start needs it.
 */
final class EarlyMessages {

    /** A message that waits: undecoded behind its header. */
    record Early(NodeId from, WireHeader header, Bytes body) {}

    private static final class Waiting {
        final List<Early> messages = new ArrayList<>();
        long lastArrival;
    }

    private final int maxMessages;
    private final long maxBytes;
    private final long retentionNanos;
    private final Map<InstanceId, Waiting> byInstance = new LinkedHashMap<>();
    private int messages;
    private long bytes;

    EarlyMessages(int maxMessages, long maxBytes, long retentionNanos) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.retentionNanos = retentionNanos;
    }

    /** Keeps the message, or says that there is no room. */
    boolean add(Early message, long now) {
        expire(now);
        if (messages >= maxMessages || bytes + message.body().length() > maxBytes) {
            return false;
        }
        Waiting waiting = byInstance.computeIfAbsent(message.header().instance(), id -> new Waiting());
        waiting.messages.add(message);
        waiting.lastArrival = now;
        messages++;
        bytes += message.body().length();
        return true;
    }

    /** Hands over what waited for an agreement, in the order of arrival, and forgets it. */
    List<Early> take(InstanceId instance) {
        Waiting waiting = byInstance.remove(instance);
        if (waiting == null) {
            return List.of();
        }
        forget(waiting);
        return waiting.messages;
    }

    int size() {
        return messages;
    }

    /** Stops at the first that is still young: whoever keeps an old agreement alive fills its own share only. */
    private void expire(long now) {
        Iterator<Waiting> oldest = byInstance.values().iterator();
        while (oldest.hasNext()) {
            Waiting waiting = oldest.next();
            if (now - waiting.lastArrival <= retentionNanos) {
                return;
            }
            oldest.remove();
            forget(waiting);
        }
    }

    private void forget(Waiting waiting) {
        messages -= waiting.messages.size();
        for (Early early : waiting.messages) {
            bytes -= early.body().length();
        }
    }
}
