package dev.strategos.testkit.explore;

import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.testkit.adversary.Chooser;
import dev.strategos.transport.memory.MemoryNetwork;
import java.util.List;

/** One run while it is explored: the network, and whoever makes choices. For the run's thread, and during the run. */
public final class Scene implements Chooser {

    private final MemoryNetwork network;
    private final Decisions decisions;

    Scene(MemoryNetwork network, Decisions decisions) {
        this.network = network;
        this.decisions = decisions;
    }

    /**
     * The network, on which nothing happens but what is chosen.
     *
     * @return the run's own
     */
    public MemoryNetwork network() {
        return network;
    }

    /**
     * Runs a program on a node.
     *
     * @param node the name of a member of the group
     * @param program started at once, and again when the node recovers
     * @param <A> its handle
     * @return the handle of its first life
     */
    public <A> A run(String node, Program<A> program) {
        return network.node(NodeId.of(node)).run(program);
    }

    /**
     * Hands an action to a node's loop, which runs it as a step of its own.
     *
     * @param node the name of a member of the group
     * @param action what the node does
     */
    public void execute(String node, Runnable action) {
        if (!network.node(NodeId.of(node)).execute(action)) {
            throw new IllegalStateException("node '" + node + "' takes no more actions");
        }
    }

    @Override
    public int choose(String what, List<String> options) {
        if (options.isEmpty()) {
            throw new IllegalArgumentException("options: must have at least one, for '" + what + "'");
        }
        return decisions.choose(what, options);
    }
}
