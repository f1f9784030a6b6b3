package dev.strategos.benchmarks.stall;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.MessageLink;
import dev.strategos.links.Outbox;
import dev.strategos.links.OutboxConfig;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * One node in the middle and ten peers around it, over loopback TCP with the default settings. The last peer can be made to stand still:
 * its loop is blocked, so it reads nothing more.
 */
final class Star implements AutoCloseable {

    static final int PEERS = 10;

    private static final int LOAD_BYTES = 1024;
    private static final int PING_BYTES = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final NodeId MIDDLE = NodeId.of("middle");

    private final List<NodeId> peers =
            IntStream.range(0, PEERS).mapToObj(i -> NodeId.of("peer" + i)).toList();
    private final Group group = Group.of(IntStream.rangeClosed(0, PEERS)
            .mapToObj(i -> i == 0 ? MIDDLE : peers.get(i - 1))
            .toArray(NodeId[]::new));
    private final List<NettyNode> nodes = new ArrayList<>();
    private final AtomicLong lastReceived = new AtomicLong();
    private final NettyNode middle;
    private final Outbox<Long> load;
    private final Pings pings;
    private final NettyNode last;
    private long lastSent;

    Star() throws IOException {
        NettyConfigBuilder config = config(MIDDLE);
        for (NodeId peer : peers) {
            NettyNode node = NettyNode.start(config(peer).build());
            nodes.add(node);
            boolean isLast = peer.equals(lastPeer());
            node.run(env -> {
                MessageLink<Long> echo = link(env, "pings", PING_BYTES);
                echo.onDeliver((from, number) -> echo.send(from.id(), number));
                MessageLink<Long> sink = link(env, "load", LOAD_BYTES);
                sink.onDeliver((from, number) -> {
                    if (isLast) {
                        lastReceived.incrementAndGet();
                    }
                });
                return sink;
            });
            config.peer(peer, node.address());
        }
        this.last = nodes.get(PEERS - 1);
        this.middle = NettyNode.start(config.build());
        nodes.add(middle);
        this.load = middle.run(env -> link(env, "load", LOAD_BYTES).outbox(OutboxConfig.defaults()));
        this.pings = middle.run(env -> new Pings(env, link(env, "pings", PING_BYTES), peers.subList(0, PEERS - 1)));
    }

    private NettyConfigBuilder config(NodeId self) {
        return NettyConfig.builder(self)
                .cluster("benchmark")
                .group(group)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .plainText();
    }

    private static MessageLink<Long> link(Environment env, String channel, int bytes) {
        return MessageLink.over(
                FifoLink.over(ReliableLink.over(
                        FairLossLink.trusting(env.open(channel), "a benchmark on the loopback interface"),
                        ReliableConfig.defaults())),
                new NumberCodec(bytes));
    }

    private NodeId lastPeer() {
        return peers.get(PEERS - 1);
    }

    /** Pings the first nine peers for a while, one ping to each at a time, while all ten get so many messages a second. */
    PingTimes measure(long millis, int perSecond) throws IOException {
        pings.begin(middle);
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        long offered = 0;
        for (long now = start; now - end < 0; now = System.nanoTime()) {
            long due = (now - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
            for (; offered < due; offered++) {
                for (NodeId peer : peers) {
                    boolean taken = load.offer(peer, offered);
                    lastSent += taken && peer.equals(lastPeer()) ? 1 : 0;
                }
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        return pings.end(middle);
    }

    /**
     * Makes the last peer stand still, and fills all that the middle holds for it.
     *
     * @return lets the peer go on
     */
    Runnable stall() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        boolean stalls = last.execute(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!stalls) {
            throw new IOException("the last peer's loop takes nothing");
        }
        // Full for a while, not just for a moment.
        for (int refusals = 0; refusals < 20; ) {
            if (load.offer(lastPeer(), lastSent)) {
                lastSent++;
                refusals = 0;
            } else {
                refusals++;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        return goOn::countDown;
    }

    /** Waits until the last peer has got all that was sent to it. */
    void settle() throws IOException {
        long start = System.nanoTime();
        while (lastReceived.get() < lastSent) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("the peer that stood still got " + lastReceived.get() + " of " + lastSent
                        + " messages within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s of going on");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        nodes.forEach(NettyNode::close);
    }
}
