package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.links.BatchingLink;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A squad of nodes in one process, over loopback TCP without TLS. */
final class TcpField implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final int ATTEMPTS = 5;
    private static final Duration LEAD = Duration.ofMillis(60);

    private final Squad squad;
    private final boolean batching;
    private final List<NettyNode> nodes = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final CountDownLatch met;
    private final List<Echo> echoes = new ArrayList<>();
    private long counter;

    TcpField(Squad squad, boolean batching) throws Exception {
        this.squad = squad;
        this.batching = batching;
        int generals = squad.group().size();
        this.met = new CountDownLatch(generals * (generals - 1));
        Map<NodeId, InetSocketAddress> addresses = freeAddresses();
        for (Map.Entry<NodeId, InetSocketAddress> own : addresses.entrySet()) {
            NettyNode node = NettyNode.start(NettyConfig.builder(own.getKey())
                    .cluster("benchmark")
                    .group(squad.group())
                    .plainText()
                    .nodeModel(squad.nodes())
                    .timingModel(squad.timing())
                    .listen(own.getValue())
                    .addresses(addresses::get)
                    .build());
            nodes.add(node);
            parts.add(node.run(env -> squad.contender().build(link(env, "generals"), squad)));
            echoes.add(node.run(env -> new Echo(ladder(env, "echo"))));
        }
        if (!met.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the generals did not meet");
        }
    }

    private Map<NodeId, InetSocketAddress> freeAddresses() throws IOException {
        Map<NodeId, InetSocketAddress> addresses = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        for (NodeId id : squad.group()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            addresses.put(id, new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return addresses;
    }

    private Stackable link(Environment env, String channel) {
        FifoLink fifo = ladder(env, channel);
        Stackable top = batching ? BatchingLink.over(fifo) : fifo;
        top.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                met.countDown();
            }
        });
        return top;
    }

    private static FifoLink ladder(Environment env, String channel) {
        return FifoLink.over(ReliableLink.over(
                FairLossLink.trusting(env.open(channel), "a benchmark on the loopback interface"),
                ReliableConfig.defaults()));
    }

    /** Says back what it hears, but for the first general, which measures. */
    private static final class Echo {
        private final Stackable link;
        private volatile CountDownLatch back = new CountDownLatch(1);

        Echo(Stackable link) {
            this.link = link;
            int own = link.environment().group().rank(link.environment().self());
            link.onDeliver((from, message) -> {
                if (own == 0) {
                    back.countDown();
                } else {
                    link.send(from.id(), message.duplicate());
                }
            });
        }
    }

    /** Round trips to the second general and back, of 64 bytes, from the node's loop to the thread that waits; sorted. */
    long[] roundTrips(int count) throws Exception {
        long[] nanos = new long[count];
        NodeId other = squad.group().member(1);
        Echo echo = echoes.get(0);
        for (int i = 0; i < count; i++) {
            CountDownLatch back = new CountDownLatch(1);
            AtomicLong sent = new AtomicLong();
            echo.back = back;
            nodes.get(0).execute(() -> {
                sent.set(System.nanoTime());
                echo.link.send(other, ByteBuffer.allocate(64));
            });
            await(back);
            nanos[i] = System.nanoTime() - sent.get();
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** By how much the latest loop fires a timer that is set for the same instant at all; sorted. */
    long[] timerLateness(int count) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            AtomicLong latest = new AtomicLong();
            CountDownLatch fired = new CountDownLatch(nodes.size());
            long instant = System.nanoTime() + LEAD.toNanos();
            for (int node = 0; node < nodes.size(); node++) {
                Environment env = echoes.get(node).link.environment();
                nodes.get(node)
                        .execute(() -> env.schedule(Duration.ofNanos(instant - System.nanoTime()), () -> {
                            latest.accumulateAndGet(System.nanoTime() - instant, Math::max);
                            fired.countDown();
                        }));
            }
            await(fired);
            nanos[i] = latest.get();
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /**
     * Runs instances at once.
     *
     * @return from the common start to the last decision of any general, in nanoseconds
     */
    long run(int instances) throws Exception {
        return run(instances, ATTEMPTS);
    }

    private long run(int instances, int attempts) throws Exception {
        AtomicBoolean missed = new AtomicBoolean();
        AtomicLong lastDecision = new AtomicLong();
        CountDownLatch all = new CountDownLatch(instances * nodes.size());
        Duration lead =
                squad.contender().hasRounds() ? LEAD.plus(Duration.ofNanos(instances * 200_000L)) : Duration.ZERO;
        long start = System.nanoTime() + lead.toNanos();
        long first = counter + 1;
        counter += instances;
        for (int i = 0; i < nodes.size(); i++) {
            Part part = parts.get(i);
            nodes.get(i).execute(() -> {
                for (long number = first; number < first + instances; number++) {
                    InstanceId instance = new InstanceId(squad.group().member(0), number);
                    boolean takesPart = part.begin(instance, start, () -> {
                        lastDecision.accumulateAndGet(System.nanoTime(), Math::max);
                        all.countDown();
                    });
                    if (!takesPart) {
                        missed.set(true);
                        all.countDown();
                    }
                }
            });
        }
        await(all);
        if (missed.get()) {
            // The machine was busy with something else; what the others measured is no figure.
            if (attempts == 1) {
                throw new IOException("generals miss the start again and again: the machine is too busy to measure");
            }
            return run(instances, attempts - 1);
        }
        return lastDecision.get() - start;
    }

    /** The deadline of the last round, from the start. */
    long deadlineNanos(int rounds) {
        return parts.get(0).scheduleFrom(0).deadlineNanos(rounds);
    }

    private static void await(CountDownLatch latch) throws Exception {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("an instance did not end in " + PATIENCE_SECONDS + " s");
        }
    }

    @Override
    public void close() {
        nodes.forEach(NettyNode::close);
    }
}
