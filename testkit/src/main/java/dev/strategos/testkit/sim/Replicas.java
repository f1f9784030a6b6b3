package dev.strategos.testkit.sim;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one program returned at each node that runs it: after a restart, what it returned last.
 *
 * <p>Look at handles between runs and in conditions; call them through {@link #on}, which puts the call on the node's loop. For the
 * thread of the simulation only.
 *
 * @param <A> what the program returns
 */
public final class Replicas<A> {

    private final Simulation simulation;
    private final Map<NodeId, A> handles = new LinkedHashMap<>();
    private final Map<NodeId, Tracer> tracers = new LinkedHashMap<>();

    Replicas(Simulation simulation) {
        this.simulation = simulation;
    }

    /** The program, but every handle that it returns is noted. */
    Program<A> noting(Program<A> program) {
        return (Environment env) -> {
            A handle = program.start(env);
            handles.put(env.self(), handle);
            tracers.put(env.self(), env.tracer());
            return handle;
        };
    }

    /**
     * A node's latest handle.
     *
     * @param node the node's name
     * @return what the program returned there last
     * @throws IllegalArgumentException if the program does not run there
     */
    public A at(String node) {
        return at(NodeId.of(node));
    }

    /**
     * A node's latest handle.
     *
     * @param node the node
     * @return what the program returned there last
     * @throws IllegalArgumentException if the program does not run there
     */
    public A at(NodeId node) {
        A handle = handles.get(node);
        if (handle == null) {
            throw new IllegalArgumentException("node: must be one of " + handles.keySet() + ", but was '" + node + "'");
        }
        return handle;
    }

    /**
     * The handles at all nodes, those that are down included.
     *
     * @return in the order of the nodes
     */
    public List<A> all() {
        return new ArrayList<>(handles.values());
    }

    /**
     * The handles at the nodes that are up.
     *
     * @return in the order of the nodes
     */
    public List<A> live() {
        List<A> live = new ArrayList<>();
        handles.forEach((node, handle) -> {
            if (simulation.isUp(node)) {
                live.add(handle);
            }
        });
        return live;
    }

    /**
     * Whether all nodes that are up have the same.
     *
     * @param view what of a handle is compared
     * @return true if there are no two different ones
     */
    public boolean agree(Function<? super A, ?> view) {
        return live().stream().map(view).distinct().count() <= 1;
    }

    /**
     * Does something at a node, on its loop, as soon as time passes. Nothing happens if the node is down then.
     *
     * @param node the node
     * @param action what is done with the handle of the node's life then
     */
    public void on(NodeId node, Consumer<? super A> action) {
        if (!simulation.network().node(node).execute(() -> action.accept(at(node)))) {
            throw new IllegalStateException("node '" + node + "' takes no more actions: its queue is full");
        }
    }

    /**
     * Does something at a node, on its loop, as soon as time passes. Nothing happens if the node is down then.
     *
     * @param node the node's name
     * @param action what is done with the handle of the node's life then
     */
    public void on(String node, Consumer<? super A> action) {
        on(NodeId.of(node), action);
    }

    /** Lets something come in from outside, which the trace tells. */
    void input(Decision.Input input, Consumer<? super A> action) {
        on(input.node(), handle -> {
            Objects.requireNonNull(tracers.get(input.node())).trace(new TraceEvent.Input(input.value()));
            action.accept(handle);
        });
    }

    List<NodeId> nodes() {
        return new ArrayList<>(handles.keySet());
    }

    /** What each node's handle says of itself. */
    @Override
    public String toString() {
        return handles.toString();
    }
}
