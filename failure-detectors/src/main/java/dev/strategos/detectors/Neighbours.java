package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a node watches, and to whom it sends heartbeats. Usually both are all others of the group; what one node watches, the other has
 * to inform.
 *
 * <p>Immutable, for any thread.
 *
 * @param monitored whom this node watches
 * @param informed to whom this node sends heartbeats
 */
public record Neighbours(List<NodeId> monitored, List<NodeId> informed) {

    /** Takes copies of the lists. */
    public Neighbours {
        monitored = List.copyOf(monitored);
        informed = List.copyOf(informed);
    }

    /**
     * All others of the group, both ways.
     *
     * @param env the node's environment
     * @return the neighbours
     */
    public static Neighbours all(Environment env) {
        List<NodeId> others = env.group().others(env.self());
        return new Neighbours(others, others);
    }

    /** Everybody named, in the order of the group. */
    List<NodeId> everybody(Environment env) {
        check("monitored", monitored, env);
        check("informed", informed, env);
        Set<NodeId> named = new LinkedHashSet<>(monitored);
        named.addAll(informed);
        return env.group().members().stream().filter(named::contains).toList();
    }

    private static void check(String field, List<NodeId> nodes, Environment env) {
        for (NodeId node : nodes) {
            if (!env.group().contains(node) || node.equals(env.self())) {
                throw new IllegalArgumentException(field + ": must be members of " + env.group() + " other than '"
                        + env.self() + "', but has '" + node + "'");
            }
        }
    }
}
