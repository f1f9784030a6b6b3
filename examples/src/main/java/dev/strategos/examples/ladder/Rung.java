package dev.strategos.examples.ladder;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.links.Repetition;
import dev.strategos.links.StubbornConfig;
import dev.strategos.links.StubbornLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;

/** A rung of the ladder, and how it is stacked on a fair-loss link. */
public enum Rung {
    /** Nothing on top: what is lost is lost. */
    FAIR_LOSS {
        @Override
        Sending on(Stackable fairLoss, Delivery handler) {
            fairLoss.onDeliver(handler);
            return new LinkSending(fairLoss);
        }
    },
    /** Each message again and again, here five times. */
    STUBBORN {
        @Override
        Sending on(Stackable fairLoss, Delivery handler) {
            StubbornLink link = StubbornLink.over(fairLoss, new StubbornConfig(Duration.ofMillis(5), 4096, 1 << 20));
            link.onDeliver(handler);
            return new StubbornSending(fairLoss.environment(), link);
        }
    },
    /** Each message once, in any order. */
    RELIABLE {
        @Override
        Sending on(Stackable fairLoss, Delivery handler) {
            ReliableLink link = ReliableLink.over(fairLoss, ReliableConfig.defaults());
            link.onDeliver(handler);
            return new LinkSending(link);
        }
    },
    /** Each message once, in order. */
    FIFO {
        @Override
        Sending on(Stackable fairLoss, Delivery handler) {
            FifoLink link = FifoLink.over(ReliableLink.over(fairLoss, ReliableConfig.defaults()));
            link.onDeliver(handler);
            return new LinkSending(link);
        }
    };

    /** Stacks the rung. */
    abstract Sending on(Stackable fairLoss, Delivery handler);

    /** The name that an option takes. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return option();
    }

    /** What a sender needs of a rung. For the loop's thread only. */
    interface Sending {

        /** Sends a message if there is room. */
        boolean offer(NodeId to, ByteBuffer message);

        /** Runs an action when there is room again. */
        void whenReady(NodeId to, Runnable action);

        /** Whether nothing of what was sent is still under way, as far as this rung can know. */
        boolean isSettled(NodeId to);

        /** How many messages were sent again. */
        long retransmits(NodeId to);
    }

    /**
     * A rung that is a link.
     *
     * @param link the link
     */
    private record LinkSending(Stackable link) implements Sending {

        @Override
        public boolean offer(NodeId to, ByteBuffer message) {
            return link.offer(to, message);
        }

        @Override
        public void whenReady(NodeId to, Runnable action) {
            link.to(to).whenReady(action);
        }

        @Override
        public boolean isSettled(NodeId to) {
            return link.to(to).stats().inFlight() == 0;
        }

        @Override
        public long retransmits(NodeId to) {
            return link.to(to).stats().retransmits();
        }
    }

    /** A stubborn link whose every repetition is stopped after five times. */
    private static final class StubbornSending implements Sending {

        private static final int TIMES = 5;
        private static final Duration RETRY = Duration.ofMillis(5);

        private final Environment environment;
        private final StubbornLink link;
        private final ArrayDeque<Repetition> active = new ArrayDeque<>();
        private long repeated;

        StubbornSending(Environment environment, StubbornLink link) {
            this.environment = environment;
            this.link = link;
        }

        @Override
        public boolean offer(NodeId to, ByteBuffer message) {
            stopTheFinished();
            Repetition repetition = link.offer(to, message);
            if (repetition != null) {
                active.add(repetition);
            }
            return repetition != null;
        }

        private void stopTheFinished() {
            while (!active.isEmpty() && active.peek().times() >= TIMES) {
                Repetition finished = active.remove();
                repeated += finished.times() - 1;
                finished.stop();
            }
        }

        @Override
        public void whenReady(NodeId to, Runnable action) {
            environment.schedule(RETRY, action);
        }

        @Override
        public boolean isSettled(NodeId to) {
            stopTheFinished();
            return active.isEmpty();
        }

        @Override
        public long retransmits(NodeId to) {
            return repeated;
        }
    }
}
