package dev.strategos.benchmarks.detectors;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Timer;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one node in virtual time, with one timer and one channel, and as little else as can be, so that what is measured is the
 * detector that runs on it.
 */
final class LoopOfOne implements Environment {

    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    /** Takes the frames that the detector sends. */
    @FunctionalInterface
    interface Outgoing {
        void sent(NodeId to, ByteBuffer frame);
    }

    private final Group group;
    private final Outgoing outgoing;
    private final RandomGenerator random = new SplittableRandom(1);
    private final Channel channel = new Channel();
    private final OneTimer timer = new OneTimer();
    private Delivery handler = (from, message) -> {};
    private Runnable action = () -> {};
    private long now;
    private long alarm = Long.MAX_VALUE;

    LoopOfOne(Group group, Outgoing outgoing) {
        this.group = group;
        this.outgoing = outgoing;
    }

    /** When its timer is due; the end of time if it is not armed. */
    long alarm() {
        return alarm;
    }

    void fire(long instant) {
        now = instant;
        alarm = Long.MAX_VALUE;
        action.run();
    }

    void deliver(Peer from, ByteBuffer frame, long instant) {
        now = instant;
        handler.deliver(from, frame);
    }

    /** Lets go of whatever runs here. */
    void clear() {
        handler = (from, message) -> {};
        action = () -> {};
        alarm = Long.MAX_VALUE;
    }

    @Override
    public NodeId self() {
        return group.member(0);
    }

    @Override
    public Incarnation incarnation() {
        return new Incarnation(1);
    }

    @Override
    public Group group() {
        return group;
    }

    @Override
    public NodeModel nodeModel() {
        return MODEL.node();
    }

    @Override
    public TimingModel timingModel() {
        return MODEL.timing();
    }

    @Override
    public MonotonicClock clock() {
        return timer;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Timer schedule(Duration delay, Runnable run) {
        action = run;
        timer.rearm(delay);
        return timer;
    }

    @Override
    public void atEndOfTurn(Runnable run) {
        throw notHere("atEndOfTurn");
    }

    @Override
    public void atEndOfLife(Runnable run) {
        throw notHere("atEndOfLife");
    }

    @Override
    public Wire open(String name) {
        return channel;
    }

    @Override
    public StableStorage storage() {
        throw notHere("storage");
    }

    @Override
    public Tracer tracer() {
        return Tracer.OFF;
    }

    @Override
    public void report(Fault fault) {
        throw new IllegalStateException(fault.toString());
    }

    @Override
    public boolean execute(Runnable run) {
        throw notHere("execute");
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    private static UnsupportedOperationException notHere(String what) {
        return new UnsupportedOperationException(what + ": detectors have no use for it");
    }

    private final class OneTimer implements Timer, MonotonicClock {

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void rearm(Duration delay) {
            alarm = now + delay.toNanos();
        }

        @Override
        public void cancel() {
            alarm = Long.MAX_VALUE;
        }

        @Override
        public boolean isArmed() {
            return alarm != Long.MAX_VALUE;
        }
    }

    private final class Channel implements Wire {

        private final ByteBuffer room = ByteBuffer.allocate(64);
        private @Nullable NodeId to;

        @Override
        public ByteBuffer claim(NodeId receiver, int bytes) {
            to = receiver;
            return room.clear().limit(bytes);
        }

        @Override
        public void commit() {
            NodeId receiver = to;
            if (receiver != null) {
                outgoing.sent(receiver, room.flip());
            }
        }

        @Override
        public void abandon() {
            to = null;
        }

        @Override
        public Environment environment() {
            return LoopOfOne.this;
        }

        @Override
        public String channel() {
            return "detector";
        }

        @Override
        public SystemModel model() {
            return MODEL;
        }

        @Override
        public int maxBytes() {
            return room.capacity();
        }

        @Override
        public Lane to(NodeId peer) {
            throw notHere("to");
        }

        @Override
        public void onDeliver(Delivery deliver) {
            handler = deliver;
        }

        @Override
        public void onPeer(PeerListener listener) {}
    }
}
