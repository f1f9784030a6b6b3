package dev.strategos.transport.memory;

import dev.strategos.core.DropReason;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
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
    private final long[][] lastArrival;
    private final Presence presence;

    Fabric(NetworkConfig config, Timeline timeline, SplittableRandom random) {
        this.config = config;
        this.timeline = timeline;
        int n = config.group().size();
        this.randoms = new SplittableRandom[n];
        Arrays.setAll(randoms, sender -> random.split());
        this.cut = new boolean[n][n];
        this.lastArrival = new long[n][n];
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
        for (NodeId sender : from) {
            for (NodeId receiver : to) {
                cut[node(sender).rank()][node(receiver).rank()] = true;
            }
        }
    }

    void heal() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        presence.announceAll();
    }

    boolean isCut(MemoryNode from, MemoryNode to) {
        return cut[from.rank()][to.rank()];
    }

    void started(MemoryNode node) {
        presence.announce(node);
    }

    void ended(MemoryNode node, Peer life) {
        presence.ended(node, life);
    }

    long sampleDelay(MemoryNode from, MemoryNode to, int bytes) {
        return Math.max(0, config.faults().delay().sample(from.id(), to.id(), bytes, randoms[from.rank()]));
    }

    /** Takes a frame from its sender. Whether it is lost, repeated or cut off is decided here and now. */
    void carry(MemoryNode from, Frame frame) {
        FaultPlan plan = config.faults();
        SplittableRandom random = randoms[from.rank()];
        MemoryNode to = frame.lane().receiver();
        boolean lost = chance(random, plan.loss());
        boolean repeated = chance(random, plan.duplication());
        if (isCut(from, to)) {
            end(frame, DropReason.PARTITION);
        } else if (lost) {
            end(frame, DropReason.LOSS);
        } else {
            deliverLater(from, to, frame, true);
            if (repeated) {
                trace(frame, new TraceEvent.Duplicate(frame.channel(), frame.id()));
                deliverLater(from, to, frame, false);
            }
        }
    }

    private void deliverLater(MemoryNode from, MemoryNode to, Frame frame, boolean original) {
        long arrival = timeline.now() + sampleDelay(from, to, frame.length());
        if (!chance(randoms[from.rank()], config.faults().reordering())) {
            arrival = Math.max(arrival, lastArrival[from.rank()][to.rank()]);
            lastArrival[from.rank()][to.rank()] = arrival;
        }
        timeline.at(arrival, new Arrival(frame, original));
    }

    private static boolean chance(SplittableRandom random, double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private void end(Frame frame, DropReason reason) {
        frame.lane().countDropped();
        trace(frame, new TraceEvent.Drop(frame.channel(), "wire", frame.id(), reason));
        frame.lane().ended(frame.length());
    }

    private static void trace(Frame frame, TraceEvent event) {
        Tracer tracer = frame.lane().tracer();
        if (tracer.isOn()) {
            tracer.trace(event);
        }
    }

    /** A frame at the end of its way. */
    private static final class Arrival extends Event {

        private final Frame frame;
        private final boolean original;

        Arrival(Frame frame, boolean original) {
            this.frame = frame;
            this.original = original;
        }

        @Override
        MemoryNode node() {
            return frame.lane().receiver();
        }

        @Override
        void fire() {
            if (original) {
                frame.lane().ended(frame.length());
            }
            MemoryEnvironment receiver = node().environment();
            if (receiver == null) {
                frame.lane().countDropped();
                trace(frame, new TraceEvent.Drop(frame.channel(), "wire", frame.id(), DropReason.CRASHED));
            } else {
                receiver.arrived(frame);
            }
        }
    }

    @Nullable
    Peer lifeOf(MemoryNode node) {
        MemoryEnvironment environment = node.environment();
        return environment == null ? null : environment.peer();
    }
}
