package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.InstanceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One peer's messages of agreements that have not begun here: bounded in number, and each is small; so a traitor fills its own share only.
 */
final class Waiting {

    static final int MOST_MESSAGES = 4_096;

    private final Map<InstanceId, List<BallotMessage>> byInstance = new LinkedHashMap<>();
    private int messages;

    /** Keeps the message, or says that there is no room. */
    boolean add(BallotMessage message) {
        if (messages >= MOST_MESSAGES) {
            return false;
        }
        messages++;
        byInstance.computeIfAbsent(message.instance(), id -> new ArrayList<>()).add(message);
        return true;
    }

    /** Hands over what waited for an agreement, in the order of arrival, and forgets it and what waits for earlier ones. */
    List<BallotMessage> take(InstanceId instance) {
        List<BallotMessage> taken = byInstance.getOrDefault(instance, List.of());
        byInstance.entrySet().removeIf(entry -> {
            boolean isPast = entry.getKey().starter().equals(instance.starter())
                    && entry.getKey().counter() <= instance.counter();
            messages -= isPast ? entry.getValue().size() : 0;
            return isPast;
        });
        return taken;
    }
}
