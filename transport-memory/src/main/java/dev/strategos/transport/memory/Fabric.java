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
    private final @Nullable Way[][] ways;
    private final long[][] news;
    private final Presence presence;
    private FaultPlan plan;
    private boolean faultsHaveEnded;
    private final FramePool frames;

    Fabric(NetworkConfig config, Timeline timeline, SplittableRandom random) {
        this.config = config;
        this.timeline = timeline;
        this.frames = new FramePool(timeline);
        int n = config.group().size();
        this.randoms = new SplittableRandom[n];
        Arrays.setAll(randoms, sender -> random.split());
        this.cut = new boolean[n][n];
        this.ways = new @Nullable Way[n][n];
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

    Way way(MemoryNode from, MemoryNode to) {
        @Nullable Way[] row = ways[from.rank()];
        Way way = row[to.rank()];
        if (way == null) {
            way = new Way(from, to);
            row[to.rank()] = way;
        }
        return way;
    }

    FramePool frames() {
        return frames;
    }

    /** A node begins another life, before its programs start. */
    void begins(MemoryNode node) {
        for (Way way : ways[node.rank()]) {
            if (way != null) {
                way.beginLife();
            }
        }
    }

    void started(MemoryNode node) {
        presence.announce(node);
    }

    void ended(MemoryNode node, Peer life) {
        presence.ended(node, life);
    }

    private long sampleDelay(NodeId from, NodeId to, int bytes, SplittableRandom random) {
        return Math.max(0, plan.delay().sample(from, to, bytes, random));
    }

    /** How long it takes until a node hears of a peer. */
    long delayOfNews(MemoryNode about, Peer life, MemoryNode listener) {
        long drawn = sampleDelay(about.id(), listener.id(), 0, randoms[about.rank()]);
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
        Way way = frame.lane().way();
        boolean lost = chance(random, plan.loss());
        boolean repeated = chance(random, plan.duplication());
        if (isCutting && isCut(from, way.to())) {
            end(frame, DropReason.PARTITION);
            return;
        }
        FateSource fates = fates();
        if (fates != null) {
            carry(way, frame, fates.decide(frame.id(), draw(frame, random, lost ? 0 : repeated ? 2 : 1)));
        } else if (lost) {
            end(frame, DropReason.LOSS);
        } else {
            deliverLater(way, frame, random);
            if (repeated) {
                trace(frame, new TraceEvent.Duplicate(frame.channel(), frame.id()));
                deliverLater(way, frame.copy(), random);
            }
        }
    }

    private void deliverLater(Way way, Frame frame, SplittableRandom random) {
        long delay = sampleDelay(frame, random);
        boolean overtakes = chance(random, plan.reordering());
        deliverAfter(delay, overtakes, way, frame);
    }

    private long sampleDelay(Frame frame, SplittableRandom random) {
        MemoryLane lane = frame.lane();
        return sampleDelay(lane.sender().id(), lane.peer(), frame.length(), random);
    }

    /** Draws, in the same order as {@link #deliverLater}, what would become of a frame. */
    private Fate draw(Frame frame, SplittableRandom random, int copies) {
        List<Fate.Copy> drawn = new ArrayList<>(copies);
        for (int i = 0; i < copies; i++) {
            Duration delay = Duration.ofNanos(sampleDelay(frame, random));
            drawn.add(new Fate.Copy(delay, chance(random, plan.reordering())));
        }
        return new Fate(drawn);
    }

    private void carry(Way way, Frame frame, Fate fate) {
        if (fate.copies().isEmpty()) {
            end(frame, DropReason.LOSS);
        }
        for (int i = 0; i < fate.copies().size(); i++) {
            if (i > 0) {
                trace(frame, new TraceEvent.Duplicate(frame.channel(), frame.id()));
            }
            Fate.Copy copy = fate.copies().get(i);
            deliverAfter(copy.delay().toNanos(), copy.overtakes(), way, i == 0 ? frame : frame.copy());
        }
    }

    private void deliverAfter(long delay, boolean overtakes, Way way, Frame frame) {
        long arrival = Timeline.later(departure(way, frame), delay);
        timeline.at(overtakes ? arrival : way.inOrder(arrival), frame);
    }

    /** When a frame has set out: at once, or when what was sent before it has passed. */
    private long departure(Way way, Frame frame) {
        if (!plan.hasLimitedBandwidth()) {
            return timeline.now();
        }
        return way.pass(timeline.now(), (long) (frame.length() * 1e9 / plan.bytesPerSecond()));
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
