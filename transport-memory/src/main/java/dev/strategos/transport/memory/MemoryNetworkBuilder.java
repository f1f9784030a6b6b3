package dev.strategos.transport.memory;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.TraceSink;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link MemoryNetwork}; {@link MemoryNetwork#builder} makes one.
 *
 * <p>Not thread-safe.
 */
public final class MemoryNetworkBuilder {

    private final Group group;
    private long seed;
    private SystemModel model =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());
    private FaultPlan faults = FaultPlan.none();
    private boolean mayBreakModel;
    private boolean realTime;
    private boolean stepwise;
    private int maxFrameBytes = 1 << 20;
    private long maxBytesUnderWay = 1 << 24;
    private int maxQueuedActions = 1 << 16;
    private Duration syncTime = Duration.ofMillis(1);
    private @Nullable Boolean rethrow;
    private Consumer<Fault> faultListener = fault -> {};
    private @Nullable TraceSink traceSink;
    private @Nullable FateSource fates;

    MemoryNetworkBuilder(Group group) {
        this.group = group;
    }

    /**
     * Where chance comes from.
     *
     * @param seed any number; default 0
     * @return this
     */
    public MemoryNetworkBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * The world that the network declares, and keeps to.
     *
     * @param model default: fair-loss, crash-recovery, partially synchronous
     * @return this
     */
    public MemoryNetworkBuilder model(SystemModel model) {
        this.model = model;
        return this;
    }

    /**
     * What goes wrong.
     *
     * @param faults default {@link FaultPlan#none()}
     * @return this
     */
    public MemoryNetworkBuilder faults(FaultPlan faults) {
        this.faults = faults;
        return this;
    }

    /**
     * Allows faults that the declared model rules out: that a protocol's assumptions break is the test.
     *
     * @return this
     */
    public MemoryNetworkBuilder breakingTheModel() {
        this.mayBreakModel = true;
        return this;
    }

    /**
     * Lets time pass by itself, in a thread of the network. What happens then depends on the machine too, not on the seed alone.
     *
     * @return this
     */
    public MemoryNetworkBuilder realTime() {
        this.realTime = true;
        return this;
    }

    /**
     * Lets nothing happen but what is chosen: see {@link MemoryNetwork#steps}.
     *
     * @return this
     */
    public MemoryNetworkBuilder stepwise() {
        this.stepwise = true;
        return this;
    }

    /**
     * The longest message of a wire.
     *
     * @param bytes at least 1; default 1 MiB
     * @return this
     */
    public MemoryNetworkBuilder maxFrameBytes(int bytes) {
        this.maxFrameBytes = bytes;
        return this;
    }

    /**
     * How much may be under way from one node to another on one channel before offers are refused.
     *
     * @param bytes at least 1; default 16 MiB
     * @return this
     */
    public MemoryNetworkBuilder maxBytesUnderWay(long bytes) {
        this.maxBytesUnderWay = bytes;
        return this;
    }

    /**
     * How many actions may wait in a node's queue before {@code execute} refuses more.
     *
     * @param actions at least 1; default 65,536
     * @return this
     */
    public MemoryNetworkBuilder maxQueuedActions(int actions) {
        this.maxQueuedActions = actions;
        return this;
    }

    /**
     * How long a storage takes to sync.
     *
     * @param time zero or more; default one millisecond
     * @return this
     */
    public MemoryNetworkBuilder syncTime(Duration time) {
        this.syncTime = time;
        return this;
    }

    /**
     * Reports what a program's handlers throw as a fault of its node, as a real transport does. Without it that is so in real time
     * only; in virtual time it comes out of {@code runFor} or {@code runUntil}, and fails the test.
     *
     * @return this
     */
    public MemoryNetworkBuilder reportingProgramFailures() {
        this.rethrow = false;
        return this;
    }

    /**
     * Who is told of the faults that nodes report.
     *
     * @param listener called on the network's loop; default nobody
     * @return this
     */
    public MemoryNetworkBuilder onFault(Consumer<Fault> listener) {
        this.faultListener = listener;
        return this;
    }

    /**
     * Where the events of all nodes go, in the order in which they happen.
     *
     * @param sink called on the network's loop; null for nowhere, which is the default and costs nothing
     * @return this
     */
    public MemoryNetworkBuilder trace(@Nullable TraceSink sink) {
        this.traceSink = sink;
        return this;
    }

    /**
     * Who has the last word on what becomes of each frame.
     *
     * @param source called on the network's loop; default what the fault plan's chances come to
     * @return this
     */
    public MemoryNetworkBuilder fates(FateSource source) {
        this.fates = source;
        return this;
    }

    /**
     * The network. In real time it runs from now on.
     *
     * @return a new network
     * @throws IllegalArgumentException if a setting is out of range, or the faults break the declared model; if the network is to be both
     *     in real time and stepwise, or stepwise and to have faults by itself
     */
    public MemoryNetwork build() {
        if (realTime && stepwise) {
            throw new IllegalArgumentException("stepwise: must not be in real time");
        }
        boolean rethrowing = rethrow == null ? !realTime : rethrow;
        NetworkConfig config = new NetworkConfig(
                group,
                seed,
                model,
                faults,
                mayBreakModel,
                maxFrameBytes,
                maxBytesUnderWay,
                maxQueuedActions,
                syncTime,
                rethrowing,
                faultListener,
                traceSink,
                fates);
        return stepwise
                ? MemoryNetwork.stepwise(config)
                : realTime ? MemoryNetwork.inRealTime(config) : MemoryNetwork.inVirtualTime(config);
    }
}
