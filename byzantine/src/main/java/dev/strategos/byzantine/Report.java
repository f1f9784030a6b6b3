package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a general heard: "c says that b says that the commander ordered v".
 *
 * @param round in which it was heard; in OM and SM, as many as the path has generals
 * @param path through whose hands it came: the commander first, last the one who told this general; with kings, only who told it
 * @param value what was said; null if nothing came in time or it could not be read, which counts as the default in OM; with kings,
 *     also if a general had nothing to propose
 * @param counts whether it bears on the decision; false in SM for an order that this general held already, whose signatures it
 *     therefore left unread
 * @param <V> the values
 */
public record Report<V>(
        int round, List<NodeId> path, @Nullable V value, boolean counts) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the path is empty or longer than the round's number
     */
    public Report {
        path = List.copyOf(path);
        if (path.isEmpty() || path.size() > round) {
            throw new IllegalArgumentException("path: must have 1 to as many generals as the round's number, but was "
                    + path + " in round " + round);
        }
    }

    /**
     * Who gave the order.
     *
     * @return the path's first general
     */
    public NodeId commander() {
        return path.get(0);
    }

    /**
     * Who said it to this general.
     *
     * @return the path's last general
     */
    public NodeId from() {
        return path.get(path.size() - 1);
    }

    /**
     * Whether nothing was heard.
     *
     * @return true if there is no value
     */
    public boolean isMissing() {
        return value == null;
    }
}
