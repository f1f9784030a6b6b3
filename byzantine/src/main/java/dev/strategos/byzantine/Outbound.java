package dev.strategos.byzantine;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.Link;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands messages to the link; one that finds no room waits until there is some, at most to its deadline.
 *
 * <p>What waits is bounded: nothing outlives the deadline of its own round.
 */
final class Outbound {

    private record Waiting(ByteBuffer message, long deadlineNanos, Runnable onHanded) {}

    private final class Way {
        final Lane lane;
        final Deque<Waiting> waiting = new ArrayDeque<>();

        Way(Lane lane) {
            this.lane = lane;
        }

        void send(Waiting next) {
            dropOverdue();
            if (waiting.isEmpty() && handOver(next)) {
                return;
            }
            waiting.add(next);
            if (waiting.size() == 1) {
                lane.whenReady(this::flush);
            }
        }

        private void flush() {
            dropOverdue();
            while (!waiting.isEmpty() && handOver(waiting.getFirst())) {
                waiting.removeFirst();
            }
            if (!waiting.isEmpty()) {
                lane.whenReady(this::flush);
            }
        }

        private boolean handOver(Waiting next) {
            if (!lane.offer(next.message())) {
                return false;
            }
            next.onHanded().run();
            return true;
        }

        private void dropOverdue() {
            long now = env.clock().nanos();
            int before = waiting.size();
            waiting.removeIf(next -> now - next.deadlineNanos() > 0);
            int dropped = before - waiting.size();
            if (dropped > 0) {
                env.report(new Fault(
                        lane.peer(),
                        Fault.Kind.SYNCHRONY_SUSPECTED,
                        "the link had no room for " + dropped + " messages before their rounds ended"));
            }
        }
    }

    private final Environment env;
    private final Map<NodeId, Way> ways = new LinkedHashMap<>();

    Outbound(Environment env, Link link, Iterable<NodeId> peers) {
        this.env = env;
        for (NodeId peer : peers) {
            ways.put(peer, new Way(link.to(peer)));
        }
    }

    /** Sends to another general of the group. */
    void send(NodeId to, ByteBuffer message, long deadlineNanos, Runnable onHanded) {
        Way way = ways.get(to);
        if (way == null) {
            throw new IllegalArgumentException("to: '" + to + "' is not another general");
        }
        way.send(new Waiting(message, deadlineNanos, onHanded));
    }
}
