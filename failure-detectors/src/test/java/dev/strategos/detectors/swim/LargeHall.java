package dev.strategos.detectors.swim;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Timer;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Thousands of members in virtual time. {@code MemoryNetwork} keeps what every node knows of every other one's presence, which is gigabytes
 * at this size; here is nothing but delays of 10 to 40 ms, and crashes.
 */
final class LargeHall {

    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    final Group group;
    final List<SwimFailureDetector> detectors = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private long sequence;
    long now;
    long frames;

    LargeHall(int size, long seed, SwimConfig config) {
        this.random = new SplittableRandom(seed);
        this.group = Group.of(
                IntStream.range(0, size).mapToObj(i -> NodeId.of("n" + i)).toList());
        for (int i = 0; i < size; i++) {
            Member member = new Member(i);
            members.add(member);
            detectors.add(SwimFailureDetector.over(member.wire, config));
        }
    }

    void crash(int member) {
        members.get(member).alive = false;
    }

    boolean isAlive(int member) {
        return members.get(member).alive;
    }

    void runFor(Duration time) {
        long end = now + time.toNanos();
        while (!queue.isEmpty() && queue.peek().at <= end) {
            Event event = queue.poll();
            now = event.at;
            if (event.member.alive) {
                event.action.run();
            }
        }
        now = end;
    }

    private void at(long instant, Member member, Runnable action) {
        queue.add(new Event(instant, sequence++, member, action));
    }

    private record Event(long at, long order, Member member, Runnable action) implements Comparable<Event> {
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
            at(now + delay.toNanos(), member, () -> {
                if (armed == mine) {
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

    private final class Member {

        private final Peer peer;
        private final Environment environment;
        private final Wire wire;
        private boolean alive = true;
        private Delivery handler;
        private NodeId to;
        private ByteBuffer claimed;

        Member(int rank) {
            NodeId id = group.member(rank);
            peer = new Peer(id, new Incarnation(1));
            SplittableRandom own = random.split();
            MonotonicClock clock = () -> now;
            environment = proxy(Environment.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "self" -> id;
                case "incarnation" -> peer.incarnation();
                case "group" -> group;
                case "clock" -> clock;
                case "random" -> own;
                case "tracer" -> Tracer.OFF;
                case "inLoop" -> true;
                case "requireLoop" -> null;
                case "schedule" -> new Alarm(this, (Duration) arguments[0], (Runnable) arguments[1]);
                default -> throw new UnsupportedOperationException(method.getName());
            });
            wire = proxy(Wire.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "environment" -> environment;
                case "model" -> MODEL;
                case "maxBytes" -> 1_000;
                case "onDeliver" -> handler = (Delivery) arguments[0];
                case "claim" -> claim((NodeId) arguments[0], (int) arguments[1]);
                case "commit" -> send();
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }

        private ByteBuffer claim(NodeId receiver, int bytes) {
            to = receiver;
            claimed = ByteBuffer.allocate(bytes);
            return claimed.duplicate();
        }

        private Void send() {
            frames++;
            Member receiver = members.get(group.rank(to));
            ByteBuffer frame = claimed;
            at(now + 10_000_000L + random.nextLong(30_000_000L), receiver, () -> receiver.handler.deliver(peer, frame));
            return null;
        }

        private <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                        Object answer = handler.invoke(self, method, given);
                        return method.getReturnType() == void.class ? null : answer;
                    }));
        }
    }
}
