package dev.strategos.testkit.adversary;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Program;
import dev.strategos.core.StableStorage;
import dev.strategos.core.Stackable;
import dev.strategos.core.Timer;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts an adversary between a program and its channels; the program does not change and cannot tell. On any host, TCP too.
 *
 * <pre>{@code
 * Program<Counter> attacked = InterceptedChannels.of(
 *         Counter::new, wire -> FaultyLink.over(wire, wire.environment().random()).corrupting(0.1).replaying(0.1));
 * }</pre>
 */
public final class InterceptedChannels {

    private InterceptedChannels() {}

    /**
     * The same program, but each channel that it opens is another.
     *
     * @param program any program
     * @param change makes of a channel what the program gets
     * @param <A> what the program returns
     * @return the program to run
     */
    public static <A> Program<A> of(Program<A> program, UnaryOperator<Stackable> change) {
        return environment -> program.start(new Between(environment, change));
    }

    private record Between(Environment host, UnaryOperator<Stackable> change) implements Environment {

        @Override
        public Wire open(String channel) {
            return new ChangedWire(change.apply(host.open(channel)));
        }

        @Override
        public NodeId self() {
            return host.self();
        }

        @Override
        public Incarnation incarnation() {
            return host.incarnation();
        }

        @Override
        public Group group() {
            return host.group();
        }

        @Override
        public NodeModel nodeModel() {
            return host.nodeModel();
        }

        @Override
        public TimingModel timingModel() {
            return host.timingModel();
        }

        @Override
        public MonotonicClock clock() {
            return host.clock();
        }

        @Override
        public RandomGenerator random() {
            return host.random();
        }

        @Override
        public Timer schedule(Duration delay, Runnable action) {
            return host.schedule(delay, action);
        }

        @Override
        public void atEndOfTurn(Runnable action) {
            host.atEndOfTurn(action);
        }

        @Override
        public void atEndOfLife(Runnable action) {
            host.atEndOfLife(action);
        }

        @Override
        public StableStorage storage() {
            return host.storage();
        }

        @Override
        public Tracer tracer() {
            return host.tracer();
        }

        @Override
        public void report(Fault fault) {
            host.report(fault);
        }

        @Override
        public boolean execute(Runnable action) {
            return host.execute(action);
        }

        @Override
        public boolean inLoop() {
            return host.inLoop();
        }
    }

    /** A link in the place of a wire. */
    private record ChangedWire(Stackable link) implements Wire {

        @Override
        public SystemModel model() {
            return link.model();
        }

        @Override
        public int maxBytes() {
            return link.maxBytes();
        }

        @Override
        public Lane to(NodeId peer) {
            return link.to(peer);
        }

        @Override
        public void onDeliver(Delivery handler) {
            link.onDeliver(handler);
        }

        @Override
        public void onPeer(PeerListener listener) {
            link.onPeer(listener);
        }

        @Override
        public @Nullable ByteBuffer claim(NodeId to, int bytes) {
            return link.claim(to, bytes);
        }

        @Override
        public void commit() {
            link.commit();
        }

        @Override
        public void abandon() {
            link.abandon();
        }

        @Override
        public Environment environment() {
            return link.environment();
        }

        @Override
        public String channel() {
            return link.channel();
        }
    }
}
