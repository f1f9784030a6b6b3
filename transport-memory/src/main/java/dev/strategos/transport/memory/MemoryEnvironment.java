package dev.strategos.transport.memory;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a node sees of the network. */
final class MemoryEnvironment implements Environment {

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9._-]{1,64}");

    private final MemoryNode node;
    private final Peer peer;
    private final NetworkConfig config;
    private final Timeline timeline;
    private final Fabric fabric;
    private final Driver driver;
    private final CountedRandom random;
    private final Tracer tracer;
    private final MemoryStorage storage;
    private final ArmedTimers timers = new ArmedTimers();
    private final Map<String, MemoryWire> wires = new LinkedHashMap<>();
    private final Map<NodeId, Peer> up = new LinkedHashMap<>();
    private final List<Runnable> last = new ArrayList<>();

    private volatile boolean alive = true;

    MemoryEnvironment(
            MemoryNode node,
            Peer peer,
            NetworkConfig config,
            Timeline timeline,
            Fabric fabric,
            Driver driver,
            SplittableRandom random,
            MemoryDisk disk) {
        this.node = node;
        this.peer = peer;
        this.config = config;
        this.timeline = timeline;
        this.fabric = fabric;
        this.driver = driver;
        this.random = new CountedRandom(random);
        this.tracer = config.traceSink() == null ? Tracer.OFF : new RecordingTracer(peer, timeline, config.traceSink());
        this.storage = new MemoryStorage(this, disk, config.syncTime().toNanos());
    }

    @Override
    public NodeId self() {
        return peer.id();
    }

    @Override
    public Incarnation incarnation() {
        return peer.incarnation();
    }

    @Override
    public Group group() {
        return config.group();
    }

    @Override
    public NodeModel nodeModel() {
        return config.model().node();
    }

    @Override
    public TimingModel timingModel() {
        return config.model().timing();
    }

    @Override
    public MonotonicClock clock() {
        return () -> node.clock().at(timeline.now());
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        MemoryTimer timer = new MemoryTimer(this, timeline, node.clock(), action);
        timer.rearm(delay);
        return timer;
    }

    @Override
    public void atEndOfTurn(Runnable action) {
        requireLoop("Environment.atEndOfTurn");
        if (alive) {
            node.atEndOfTurn(action);
        }
    }

    @Override
    public void atEndOfLife(Runnable action) {
        requireLoop("Environment.atEndOfLife");
        last.add(Objects.requireNonNull(action, "action"));
    }

    @Override
    public Wire open(String channel) {
        requireLoop("Environment.open");
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException(
                    "channel: must be 1 to 64 of a-z, 0-9, '.', '_' and '-', but was '" + channel + "'");
        }
        MemoryWire wire = new MemoryWire(this, config, fabric, channel);
        if (wires.putIfAbsent(channel, wire) != null) {
            throw new IllegalStateException("channel '" + channel + "' is open already at node '" + self() + "'");
        }
        return wire;
    }

    @Override
    public StableStorage storage() {
        return storage;
    }

    @Override
    public Tracer tracer() {
        return alive ? tracer : Tracer.OFF;
    }

    /** Where the network tells what became of this life's frames, even after its end. */
    Tracer recorder() {
        return tracer;
    }

    @Override
    public void report(Fault fault) {
        if (!alive) {
            return;
        }
        if (tracer.isOn()) {
            tracer.trace(new TraceEvent.FaultReported(fault));
        }
        config.faultListener().accept(fault);
    }

    @Override
    public boolean execute(Runnable action) {
        return alive && node.execute(action);
    }

    @Override
    public boolean inLoop() {
        return driver.isLoopThread() && timeline.running() == node;
    }

    MemoryNode node() {
        return node;
    }

    Peer peer() {
        return peer;
    }

    boolean isAlive() {
        return alive;
    }

    /** The life is over: what is left of the turn that ended it still runs, and reaches nobody. */
    void end() {
        alive = false;
        storage.end();
    }

    ArmedTimers timers() {
        return timers;
    }

    /** What was to run at the end of this life, in the order in which it was asked for. */
    List<Runnable> lastActions() {
        return last;
    }

    /** Hands an action to this incarnation's loop, as a turn of its own. */
    void post(Runnable action) {
        after(0, Step.Kind.WORK, action);
    }

    void after(long nanos, Step.Kind kind, Runnable action) {
        timeline.after(nanos, new LifeEvent(this, kind, action));
    }

    /** The wire of a channel; null if it is not open. */
    @Nullable
    MemoryWire wire(String channel) {
        return wires.get(channel);
    }

    /** What is longer than this node takes is refused, as a transport does before it allocates anything. */
    void refused(Frame frame) {
        dropped(frame, DropReason.OVERSIZE);
        report(new Fault(
                frame.sender().id(),
                Fault.Kind.OVERSIZE,
                "a frame of " + frame.length() + " bytes where " + node.maxFrameBytes() + " are the most"));
    }

    void dropped(Frame frame, DropReason reason) {
        frame.lane().countDropped();
        if (tracer.isOn()) {
            tracer.trace(new TraceEvent.Drop(frame.channel(), "wire", frame.id(), reason));
        }
    }

    Collection<Peer> peersUp() {
        return new ArrayList<>(up.values());
    }

    void peerUp(Peer other) {
        up.put(other.id(), other);
        snapshotOfWires().forEach(wire -> wire.peerUp(other));
    }

    void peerDown(Peer other) {
        if (up.remove(other.id(), other)) {
            snapshotOfWires().forEach(wire -> wire.peerDown(other));
        }
    }

    void addTo(Fingerprint digest) {
        digest.add(random.draws());
        storage.addTo(digest);
        up.values().forEach(other -> digest.add(other.toString()));
        digest.add(up.size()).addAll(wires.keySet());
    }

    private List<MemoryWire> snapshotOfWires() {
        return new ArrayList<>(wires.values());
    }

    @Override
    public String toString() {
        return peer.toString();
    }
}
