package dev.strategos.transport.memory;

import dev.strategos.core.Group;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A network of nodes in one process: it runs the same programs as a real transport, and breaks in the ways that it is told.
 *
 * <p>In <b>virtual time</b> nothing happens until {@link #runFor} or {@link #runUntil}; then one event after the other happens in the
 * caller's thread, with no other thread and no waiting. The same seed, programs and calls give the same run, event by event, on every
 * JDK. In <b>real time</b> events happen when they are due, in a thread of the network.
 *
 * <pre>{@code
 * MemoryNetwork network = MemoryNetwork.builder(Group.named("a", "b"))
 *         .seed(42)
 *         .faults(FaultPlan.builder().loss(0.3).build())
 *         .build();
 * Wire wire = network.node("a").run(env -> env.open("greetings"));
 * network.node("a").execute(() -> wire.send(NodeId.of("b"), Codec.utf8().encode("hello")));
 * network.runFor(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Messages cross as bytes. A node starts with the first thing asked of it; a crash drops its objects and timers and whatever its
 * storage had not synced, a recovery starts the same programs again as a new incarnation. Clocks of different nodes have different
 * origins. Frames in flight when a cut begins still arrive.
 *
 * <p>Threads: in virtual time only the one that built the network; in real time any.
 */
public final class MemoryNetwork implements AutoCloseable {

    private final NetworkConfig config;
    private final ModelGuard guard;
    private final Timeline timeline;
    private final Driver driver;
    private final Fabric fabric;

    private MemoryNetwork(NetworkConfig config, Driver driver, IntFunction<Timeline> timelines) {
        this.config = config;
        this.guard = new ModelGuard(config.model(), config.mayBreakModel());
        guard.check(config.faults());
        config.faults().schedule().forEach(scheduled -> requireMembers(scheduled.action()));
        config.faults().frameLimits().keySet().forEach(config.group()::rank);
        this.timeline = timelines.apply(0);
        SplittableRandom root = new SplittableRandom(config.seed());
        this.fabric = new Fabric(config, timeline, root.split());
        this.driver = driver;
        for (NodeId id : config.group()) {
            int rank = config.group().rank(id);
            fabric.add(new MemoryNode(id, rank, config, timelines.apply(rank), fabric, driver, root.split()));
        }
        for (FaultAction.Scheduled scheduled : config.faults().schedule()) {
            timeline.at(scheduled.at().toNanos(), new NetworkEvent(() -> carryOutOfPlan(scheduled.action())));
        }
    }

    static MemoryNetwork inVirtualTime(NetworkConfig config) {
        QueueTimeline timeline = new QueueTimeline();
        return new MemoryNetwork(config, new VirtualTime(timeline), rank -> timeline);
    }

    static MemoryNetwork inRealTime(NetworkConfig config) {
        QueueTimeline timeline = new QueueTimeline();
        RealTime clock = new RealTime(timeline, "memory-network");
        MemoryNetwork network = new MemoryNetwork(config, clock, rank -> timeline);
        clock.start();
        return network;
    }

    static MemoryNetwork stepwise(NetworkConfig config) {
        FaultPlan plan = config.faults();
        if (plan.loss() > 0
                || plan.duplication() > 0
                || plan.hasLimitedBandwidth()
                || !plan.schedule().isEmpty()) {
            throw new IllegalArgumentException(
                    "faults: must be none in a stepwise network, where whoever takes the steps"
                            + " chooses what goes wrong");
        }
        Steps steps = new Steps(config.model(), config.group().size());
        return new MemoryNetwork(config, new Stepwise(steps), steps::of);
    }

    /**
     * Describes a network of these nodes: in virtual time from seed 0, with fair-loss channels, crash-recovery nodes and partial
     * synchrony, in which nothing goes wrong.
     *
     * @param group the nodes
     * @return a new builder
     */
    public static MemoryNetworkBuilder builder(Group group) {
        return new MemoryNetworkBuilder(group);
    }

    /**
     * The nodes of this network.
     *
     * @return the group
     */
    public Group group() {
        return config.group();
    }

    /**
     * A node, to run programs on.
     *
     * @param id a member of the group
     * @return the same node at every call
     * @throws IllegalArgumentException if it is not a member
     */
    public Node node(NodeId id) {
        return fabric.node(id);
    }

    /**
     * A node, to run programs on.
     *
     * @param name the name of a member of the group
     * @return the same node at every call
     * @throws IllegalArgumentException if it is not a member
     */
    public Node node(String name) {
        return node(NodeId.of(name));
    }

    /**
     * The network's time.
     *
     * @return the time since it was built
     */
    public Duration now() {
        return Duration.ofNanos(driver.call(timeline::now));
    }

    /**
     * How much has happened so far: frames that arrived, timers that fired, actions that ran.
     *
     * @return a count of events
     */
    public long events() {
        return driver.call(timeline::fired);
    }

    /**
     * What a node's own clock reads at an instant of the network: how a common start is told to nodes whose clocks have no common
     * origin. Where a clock's rate changes or it jumps between now and then, the reading will be another.
     *
     * @param node a member of the group
     * @param at the network's time
     * @return that reading of {@code Environment.clock()}, in nanoseconds
     */
    public long clockReading(NodeId node, Duration at) {
        return fabric.node(node).clock().at(at.toNanos());
    }

    /**
     * Lets virtual time pass.
     *
     * @param duration zero or more
     * @throws IllegalStateException in real time, or from within a node's turn
     */
    public void runFor(Duration duration) {
        virtual("runFor").runUntil(() -> false, duration);
    }

    /**
     * Lets virtual time pass until something holds.
     *
     * @param condition looked at before the first event and after each
     * @param atMost how long at most, zero or more
     * @return whether it holds
     * @throws IllegalStateException in real time, or from within a node's turn
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        return virtual("runUntil").runUntil(condition, atMost);
    }

    /**
     * What may happen next in a network that was built {@link MemoryNetworkBuilder#stepwise}.
     *
     * @return the same at every call
     * @throws IllegalStateException in virtual or real time
     */
    public Steps steps() {
        if (driver instanceof Stepwise stepwise) {
            return stepwise.steps();
        }
        throw new IllegalStateException("steps are for a network that was built stepwise()");
    }

    /**
     * Adds the network's state to a digest, all but what the programs hold: what is under way, time, what is stored, how much randomness
     * was used, who runs and who was told of it.
     *
     * @param digest where it goes
     * @throws IllegalStateException in virtual or real time
     */
    public void addTo(Fingerprint digest) {
        steps().addTo(digest);
        fabric.addTo(digest);
    }

    private VirtualTime virtual(String method) {
        if (driver instanceof VirtualTime virtual) {
            return virtual;
        }
        throw new IllegalStateException(method + " is for virtual time; in real time, time passes by itself");
    }

    /**
     * Lets something go wrong now, or be mended.
     *
     * @param action what happens
     * @throws IllegalArgumentException if the declared system model rules it out, or it names a node that is not a member
     */
    public void apply(FaultAction action) {
        if (action instanceof FaultAction.Pause && driver instanceof Stepwise) {
            throw new IllegalArgumentException(
                    "action: a stepwise network knows no pauses; leave the node's steps alone");
        }
        requireMembers(action);
        guard.check(action);
        driver.call(() -> {
            carryOut(action);
            return this;
        });
    }

    /**
     * Crashes a node now.
     *
     * @param node a member of the group
     */
    public void crash(NodeId node) {
        apply(new FaultAction.Crash(node));
    }

    /**
     * Starts a crashed node again, now; does nothing to a node that is not crashed.
     *
     * @param node a member of the group
     */
    public void recover(NodeId node) {
        apply(new FaultAction.Recover(node));
    }

    /**
     * Lets a node stand still from now on.
     *
     * @param node a member of the group
     * @param length for how long
     */
    public void pause(NodeId node, Duration length) {
        apply(new FaultAction.Pause(node, length));
    }

    /**
     * Parts two sides from each other now, both ways.
     *
     * @param one the nodes of one side
     * @param other the nodes of the other side
     */
    public void partition(List<NodeId> one, List<NodeId> other) {
        apply(new FaultAction.Cut(one, other));
        apply(new FaultAction.Cut(other, one));
    }

    /** Mends all cuts now. */
    public void heal() {
        apply(new FaultAction.Heal());
    }

    private void carryOutOfPlan(FaultAction action) {
        if (!fabric.faultsHaveEnded()) {
            carryOut(action);
        }
    }

    private void carryOut(FaultAction action) {
        if (action instanceof FaultAction.Cut cut) {
            fabric.cut(cut.from(), cut.to());
        } else if (action instanceof FaultAction.Heal) {
            fabric.heal();
        } else if (action instanceof FaultAction.EndFaults) {
            fabric.endFaults();
        } else {
            action.nodes().forEach(id -> fabric.node(id).suffer(action));
        }
    }

    private void requireMembers(FaultAction action) {
        action.nodes().forEach(config.group()::rank);
    }

    /** Closes all nodes and ends time. */
    @Override
    public void close() {
        driver.call(() -> {
            fabric.nodes().forEach(Node::close);
            return this;
        });
        driver.close();
    }
}
