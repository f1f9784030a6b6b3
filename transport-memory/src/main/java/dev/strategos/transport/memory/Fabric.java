package dev.strategos.transport.memory;

import dev.strategos.core.DropReason;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What lies between the nodes: loses, repeats, delays and reorders frames, and cuts nodes off from each other. */
final class Fabric {

    private final NetworkConfig config;
    private final Timeline timeline;
    private final List<MemoryNode> nodes = new ArrayList<>();
    private final SplittableRandom[] randoms;
    private final boolean[][] cut;
    private boolean isCutting;
    private final long[][] lastArrival;
    private final long[][] freeFrom;
    private final long[][] news;
    private final Presence presence;
    private FaultPlan plan;
    private boolean faultsHaveEnded;
    private final FramePool frames = new FramePool();

    Fabric(NetworkConfig config, Timeline timeline, SplittableRandom random) {
        this.config = config;
        this.timeline = timeline;
        int n = config.group().size();
        this.randoms = new SplittableRandom[n];
        Arrays.setAll(randoms, sender -> random.split());
        this.cut = new boolean[n][n];
        this.lastArrival = new long[n][n];
        this.freeFrom = new long[n][n];
        this.news = new long[n][n];
        this.plan = config.faults();
        this.presence = new Presence(this, n);
    }

    void add(MemoryNode node) {
        nodes.add(node);
    }

    List<MemoryNode> nodes() {
        return nodes;
    }

    MemoryNode node(NodeId id) {
        return nodes.get(config.group().rank(id));
    }

    void cut(List<NodeId> from, List<NodeId> to) {
        isCutting = true;
        for (NodeId sender : from) {
            boolean[] row = cut[node(sender).rank()];
            List<NodeId> parted = new ArrayList<>();
            for (NodeId receiver : to) {
                int rank = node(receiver).rank();
                if (!row[rank]) {
                    row[rank] = true;
                    parted.add(receiver);
                }
            }
            if (!parted.isEmpty()) {
                node(sender).record(new TraceEvent.Cut(parted));
            }
        }
    }

    /** Nothing goes wrong any more. */
    void endFaults() {
        plan = plan.ended();
        faultsHaveEnded = true;
        nodes.forEach(MemoryNode::endFaults);
        heal();
    }

    boolean faultsHaveEnded() {
        return faultsHaveEnded;
    }

    void heal() {
        isCutting = false;
        for (MemoryNode sender : nodes) {
            List<NodeId> parted = partedFrom(sender);
            if (!parted.isEmpty()) {
                Arrays.fill(cut[sender.rank()], false);
                sender.record(new TraceEvent.Heal(parted));
            }
        }
        presence.announceAll();
    }

    /** Whom a node's frames do not reach. */
    List<NodeId> partedFrom(MemoryNode sender) {
        return nodes.stream()
                .filter(receiver -> isCut(sender, receiver))
                .map(MemoryNode::id)
                .toList();
    }

    boolean isCut(MemoryNode from, MemoryNode to) {
        return cut[from.rank()][to.rank()];
    }

    FramePool frames() {
        return frames;
    }

    void started(MemoryNode node) {
        presence.announce(node);
    }

    void ended(MemoryNode node, Peer life) {
        presence.ended(node, life);
    }

    private long sampleDelay(MemoryNode from, MemoryNode to, int bytes) {
        return Math.max(0, plan.delay().sample(from.id(), to.id(), bytes, randoms[from.rank()]));
    }

    /** How long it takes until a node hears of a peer. */
    long delayOfNews(MemoryNode about, Peer life, MemoryNode listener) {
        long drawn = sampleDelay(about, listener, 0);
        FateSource fates = fates();
        if (fates == null) {
            return drawn;
        }
        long number = --news[listener.rank()][about.rank()];
        Fate fate = fates.decide(
                new MessageId(life, listener.id(), number),
                new Fate(List.of(new Fate.Copy(Duration.ofNanos(drawn), false))));
        return (fate.copies().isEmpty() ? Fate.calm() : fate)
                .copies()
                .get(0)
                .delay()
                .toNanos();
    }

    private @Nullable FateSource fates() {
        return faultsHaveEnded ? null : config.fates();
    }

    /** Takes a frame from its sender. Whether it is lost, repeated or cut off is decided here and now. */
    void carry(MemoryNode from, Frame frame) {
        SplittableRandom random = randoms[from.rank()];
        MemoryNode to = frame.lane().receiver();
        boolean lost = chance(random, plan.loss());
        boolean repeated = chance(random, plan.duplication());
        if (isCutting && isCut(from, to)) {
            end(frame, DropReason.PARTITION);
            return;
        }
        FateSource fates = fates();
        if (fates != null) {
            carry(from, to, frame, fates.decide(frame.id(), draw(from, to, frame, lost ? 0 : repeated ? 2 : 1)));
        } else if (lost) {
            end(frame, DropReason.LOSS);
        } else {
            deliverLater(from, to, frame);
            if (repeated) {
                trace(frame, new TraceEvent.Duplicate(frame.channel(), frame.id()));
                deliverLater(from, to, frame.copy());
            }
        }
    }

    private void deliverLater(MemoryNode from, MemoryNode to, Frame frame) {
        long delay = sampleDelay(from, to, frame.length());
        boolean overtakes = chance(randoms[from.rank()], plan.reordering());
        deliverAfter(delay, overtakes, from, to, frame);
    }

    /** Draws, in the same order as {@link #deliverLater}, what would become of a frame. */
    private Fate draw(MemoryNode from, MemoryNode to, Frame frame, int copies) {
        List<Fate.Copy> drawn = new ArrayList<>(copies);
        for (int i = 0; i < copies; i++) {
            Duration delay = Duration.ofNanos(sampleDelay(from, to, frame.length()));
            drawn.add(new Fate.Copy(delay, chance(randoms[from.rank()], plan.reordering())));
        }
        return new Fate(drawn);
    }

    private void carry(MemoryNode from, MemoryNode to, Frame frame, Fate fate) {
        if (fate.copies().isEmpty()) {
            end(frame, DropReason.LOSS);
        }
        for (int i = 0; i < fate.copies().size(); i++) {
            if (i > 0) {
                trace(frame, new TraceEvent.Duplicate(frame.channel(), frame.id()));
            }
            Fate.Copy copy = fate.copies().get(i);
            deliverAfter(copy.delay().toNanos(), copy.overtakes(), from, to, i == 0 ? frame : frame.copy());
        }
    }

    private void deliverAfter(long delay, boolean overtakes, MemoryNode from, MemoryNode to, Frame frame) {
        long arrival = departure(from, to, frame) + delay;
        if (!overtakes) {
            arrival = Math.max(arrival, lastArrival[from.rank()][to.rank()]);
            lastArrival[from.rank()][to.rank()] = arrival;
        }
        timeline.at(arrival, frame);
    }

    /** When a frame has set out: at once, or when what was sent before it has passed. */
    private long departure(MemoryNode from, MemoryNode to, Frame frame) {
        if (!plan.hasLimitedBandwidth()) {
            return timeline.now();
        }
        long nanos = (long) (frame.length() * 1e9 / plan.bytesPerSecond());
        long begins = Math.max(timeline.now(), freeFrom[from.rank()][to.rank()]);
        freeFrom[from.rank()][to.rank()] = begins + nanos;
        return begins + nanos;
    }

    private static boolean chance(SplittableRandom random, double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private void end(Frame frame, DropReason reason) {
        frame.lane().dropped(frame, reason);
        frame.lane().ended(frame.length());
        frame.release();
    }

    private static void trace(Frame frame, TraceEvent event) {
        Tracer tracer = frame.lane().tracer();
        if (tracer.isOn()) {
            tracer.trace(event);
        }
    }

    void addTo(Fingerprint digest) {
        nodes.forEach(node -> node.addTo(digest));
        presence.addTo(digest);
        for (boolean[] row : cut) {
            for (boolean isCut : row) {
                digest.add(isCut ? 1 : 0);
            }
        }
    }

    @Nullable
    Peer lifeOf(MemoryNode node) {
        MemoryEnvironment environment = node.environment();
        return environment == null ? null : environment.peer();
    }
}
