package dev.strategos.transport.netty;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Timer;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a program on this node sees of the world. For the loop's thread only, but for {@code execute} and {@code inLoop}. */
final class NettyEnvironment implements Environment {

    private final NodeContext node;
    private final @Nullable StableStorage storage;
    private final Cluster cluster;
    private final List<Runnable> last = new ArrayList<>();

    NettyEnvironment(
            NodeContext node, @Nullable StableStorage storage, Cluster.SecurityFactory securities, Executor names) {
        this.node = node;
        this.storage = storage;
        this.cluster = new Cluster(node, this, securities, names);
    }

    Cluster cluster() {
        return cluster;
    }

    @Override
    public NodeId self() {
        return node.self().id();
    }

    @Override
    public Incarnation incarnation() {
        return node.self().incarnation();
    }

    @Override
    public Group group() {
        return node.config().group();
    }

    @Override
    public NodeModel nodeModel() {
        return node.config().nodeModel();
    }

    @Override
    public TimingModel timingModel() {
        return node.config().timingModel();
    }

    @Override
    public MonotonicClock clock() {
        return System::nanoTime;
    }

    @Override
    public RandomGenerator random() {
        return node.random();
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        requireLoop("Environment.schedule");
        LoopTimer timer = new LoopTimer(node, Objects.requireNonNull(action, "action"));
        timer.rearm(delay);
        return timer;
    }

    @Override
    public void atEndOfTurn(Runnable action) {
        requireLoop("Environment.atEndOfTurn");
        Objects.requireNonNull(action, "action");
        node.loop().atEndOfTurn(() -> node.guarded("an action at the end of a turn", action));
    }

    @Override
    public void atEndOfLife(Runnable action) {
        requireLoop("Environment.atEndOfLife");
        Objects.requireNonNull(action, "action");
        last.add(() -> node.guarded("an action at the end of a life", action));
    }

    /** On the loop, when nothing else will run there. */
    void end() {
        last.forEach(Runnable::run);
        last.clear();
    }

    @Override
    public Wire open(String channel) {
        requireLoop("Environment.open");
        return cluster.wires().open(channel);
    }

    @Override
    public StableStorage storage() {
        requireLoop("Environment.storage");
        if (storage == null) {
            throw new IllegalStateException("node '" + self()
                    + "' was given no storage; give it one with NettyConfig.builder(…).storage(executor -> …)");
        }
        return storage;
    }

    @Override
    public Tracer tracer() {
        return node.tracer();
    }

    @Override
    public void report(Fault fault) {
        requireLoop("Environment.report");
        node.report(Objects.requireNonNull(fault, "fault"));
    }

    @Override
    public boolean execute(Runnable action) {
        Objects.requireNonNull(action, "action");
        return node.loop().execute(() -> node.guarded("an executed action", action));
    }

    @Override
    public boolean inLoop() {
        return node.loop().inLoop();
    }
}
