package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.core.NodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one general holds of one broadcast that is not over: little at a recipient, the echoes at the sender. */
final class ConsistentInstance {

    /** A value, and the echo that says it. */
    record Heard(Bytes value, SignedEcho echo) {}

    private final Map<NodeId, SignedEcho> echoes = new LinkedHashMap<>();
    private final Map<NodeId, Heard> strays = new LinkedHashMap<>();
    private final Set<NodeId> exposed = new LinkedHashSet<>();
    private @Nullable Bytes heard;

    /** What the sender said first; null before that. */
    @Nullable
    Bytes heard() {
        return heard;
    }

    void hears(Bytes value) {
        heard = value;
    }

    /** Of the sender's own value, at the sender. */
    Map<NodeId, SignedEcho> echoes() {
        return echoes;
    }

    /** Genuine echoes of a value that the sender never said; at most one of each general. */
    Map<NodeId, Heard> strays() {
        return strays;
    }

    /** Whose signatures did not hold: it is heard no more. */
    Set<NodeId> exposed() {
        return exposed;
    }
}
