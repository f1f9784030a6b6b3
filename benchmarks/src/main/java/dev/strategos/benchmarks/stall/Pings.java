package dev.strategos.benchmarks.stall;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.links.MessageLink;
import dev.strategos.transport.netty.NettyNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** One message to and fro with each of some peers, again and again. On the loop, but for {@link #begin} and {@link #end}. */
final class Pings {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Environment env;
    private final MessageLink<Long> link;
    private final Map<NodeId, Long> sentAt = new LinkedHashMap<>();
    private final List<NodeId> peers;
    private Histogram times = new Histogram(LONGEST_NANOS, 3);
    private long round;
    private boolean running;

    Pings(Environment env, MessageLink<Long> link, List<NodeId> peers) {
        this.env = env;
        this.link = link;
        this.peers = List.copyOf(peers);
        link.onDeliver((from, number) -> arrived(from.id(), number));
    }

    void begin(NettyNode node) throws IOException {
        execute(node, () -> {
            times = new Histogram(LONGEST_NANOS, 3);
            running = true;
            round++;
            peers.forEach(this::send);
            return round;
        });
    }

    PingTimes end(NettyNode node) throws IOException {
        return execute(node, () -> {
            running = false;
            return new PingTimes(
                    times.getTotalCount(),
                    times.getValueAtPercentile(50) / 1e3,
                    times.getValueAtPercentile(99) / 1e3,
                    times.getValueAtPercentile(99.9) / 1e3);
        });
    }

    private void send(NodeId peer) {
        sentAt.put(peer, env.clock().nanos());
        link.send(peer, round);
    }

    private void arrived(NodeId peer, long ofRound) {
        if (running && ofRound == round) {
            times.recordValue(Math.min(LONGEST_NANOS, env.clock().nanos() - sentAt.getOrDefault(peer, 0L)));
            send(peer);
        }
    }

    private static <T> T execute(NettyNode node, Supplier<T> action) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (!node.execute(() -> done.complete(action.get()))) {
            throw new IOException("the loop of '" + node.id() + "' takes nothing more");
        }
        try {
            return done.get(LONGEST_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the loop of '" + node.id() + "' does not answer", e);
        }
    }
}
