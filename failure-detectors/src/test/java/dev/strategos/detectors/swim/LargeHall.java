package dev.strategos.detectors.swim;

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
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Thousands of members in virtual time, or tens of thousands of crashes. {@code MemoryNetwork} keeps what every node knows of every other
 * one's presence, which is gigabytes at this size; here is nothing but delays of 10 to 40 ms, crashes and restarts.
 */
final class LargeHall {

    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    /** Is told of frames as they are sent. */
    @FunctionalInterface
    interface Observer {
        void sent(int from, int to, ByteBuffer frame);
    }

    final Group group;
    final List<SwimFailureDetector> detectors = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private final SwimConfig config;
    private long sequence;
    Observer observer = (from, to, frame) -> {};
    long now;
    long frames;

    LargeHall(int size, long seed, SwimConfig config) {
        this.random = new SplittableRandom(seed);
        this.config = config;
        this.group = Group.of(
                IntStream.range(0, size).mapToObj(i -> NodeId.of("n" + i)).toList());
        for (int i = 0; i < size; i++) {
            members.add(new Member(i, 1));
            detectors.add(SwimFailureDetector.over(members.get(i), config));
        }
    }

    void crash(int member) {
        members.get(member).alive = false;
    }

    /** The crashed member starts again, as a later life. */
    void restart(int member) {
        Member next = new Member(member, members.get(member).peer.incarnation().number() + 1);
        members.set(member, next);
        detectors.set(member, SwimFailureDetector.over(next, config));
    }

    boolean isAlive(int member) {
        return members.get(member).alive;
    }

    void runFor(Duration time) {
        long end = now + time.toNanos();
        while (!queue.isEmpty() && queue.peek().at <= end) {
            runNext();
        }
        now = end;
    }

    void runNext() {
        Event event = queue.remove();
        now = event.at;
        event.action.run();
    }

    private void at(long instant, Runnable action) {
        queue.add(new Event(instant, sequence++, action));
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** A timer that is armed anew leaves its old event behind, which does nothing. */
    private final class Alarm implements Timer {

        private final Member member;
        private final Runnable action;
        private long armed;

        Alarm(Member member, Duration delay, Runnable action) {
            this.member = member;
            this.action = action;
            rearm(delay);
        }

        @Override
        public void rearm(Duration delay) {
            long mine = ++armed;
            at(now + delay.toNanos(), () -> {
                if (armed == mine && member.alive) {
                    armed++;
                    action.run();
                }
            });
        }

        @Override
        public void cancel() {
            armed++;
        }

        @Override
        public boolean isArmed() {
            return true;
        }
    }

    /** One life of a member: its environment and its channel. */
    private final class Member implements Environment, Wire {

        private final int rank;
        private final Peer peer;
        private final SplittableRandom own = random.split();
        private boolean alive = true;
        private Delivery handler;
        private NodeId to;
        private ByteBuffer claimed;

        Member(int rank, long life) {
            this.rank = rank;
            this.peer = new Peer(LargeHall.this.group.member(rank), new Incarnation(life));
        }

        @Override
        public ByteBuffer claim(NodeId receiver, int bytes) {
            to = receiver;
            claimed = ByteBuffer.allocate(bytes);
            return claimed.duplicate();
        }

        @Override
        public void commit() {
            frames++;
            int receiver = LargeHall.this.group.rank(to);
            ByteBuffer frame = claimed;
            at(now + 10_000_000L + random.nextLong(30_000_000L), () -> {
                Member there = members.get(receiver);
                if (there.alive) {
                    there.handler.deliver(peer, frame);
                }
            });
            observer.sent(rank, receiver, frame);
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
            return LargeHall.this.group;
        }

        @Override
        public MonotonicClock clock() {
            return () -> now;
        }

        @Override
        public RandomGenerator random() {
            return own;
        }

        @Override
        public Timer schedule(Duration delay, Runnable action) {
            return new Alarm(this, delay, action);
        }

        @Override
        public Tracer tracer() {
            return Tracer.OFF;
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public Environment environment() {
            return this;
        }

        @Override
        public SystemModel model() {
            return MODEL;
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
        public int maxBytes() {
            return 1_000;
        }

        @Override
        public void onDeliver(Delivery delivery) {
            handler = delivery;
        }

        @Override
        public String channel() {
            return SwimRun.CHANNEL;
        }

        @Override
        public void report(Fault fault) {
            throw new AssertionError(fault);
        }

        @Override
        public void abandon() {
            throw new UnsupportedOperationException("abandon");
        }

        @Override
        public void atEndOfTurn(Runnable action) {
            throw new UnsupportedOperationException("atEndOfTurn");
        }

        @Override
        public void atEndOfLife(Runnable action) {
            throw new UnsupportedOperationException("atEndOfLife");
        }

        @Override
        public Wire open(String name) {
            return this;
        }

        @Override
        public StableStorage storage() {
            throw new UnsupportedOperationException("storage");
        }

        @Override
        public boolean execute(Runnable action) {
            throw new UnsupportedOperationException("execute");
        }

        @Override
        public Lane to(NodeId receiver) {
            throw new UnsupportedOperationException("to");
        }

        @Override
        public void onPeer(PeerListener listener) {}
    }
}
