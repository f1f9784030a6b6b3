package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A value for each general. */
final class Vectors {

    private Vectors() {}

    /** In the order of the group; unmodifiable. */
    static <V> Map<NodeId, V> of(Group group, Function<NodeId, V> value) {
        Map<NodeId, V> vector = new LinkedHashMap<>();
        for (NodeId general : group) {
            vector.put(general, value.apply(general));
        }
        return Collections.unmodifiableMap(vector);
    }

    /** What belongs to another general; refuses everybody else. */
    static <T> T other(Map<NodeId, T> others, NodeId general) {
        T found = others.get(general);
        if (found == null) {
            throw new IllegalArgumentException(
                    "about: must be one of " + others.keySet() + ", the other generals, but was '" + general + "'");
        }
        return found;
    }
}
