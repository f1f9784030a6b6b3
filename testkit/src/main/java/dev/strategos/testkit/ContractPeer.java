package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One channel of one node under a contract: keeps what it hears, and speaks from the test's thread through the loop. */
final class ContractPeer {

    private final TestCluster cluster;
    private final Environment environment;
    private final Wire wire;
    private final Peer self;
    private final AtomicReference<ContractPeer> latest;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Peer> senders = new CopyOnWriteArrayList<>();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private volatile @Nullable Delivery alsoOnMessage;

    private ContractPeer(
            TestCluster cluster, Environment environment, String channel, AtomicReference<ContractPeer> latest) {
        this.cluster = cluster;
        this.environment = environment;
        this.self = new Peer(environment.self(), environment.incarnation());
        this.latest = latest;
        this.wire = environment.open(channel);
        latest.set(this);
        wire.onDeliver(this::deliver);
        wire.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                news.add("up " + peer);
            }

            @Override
            public void onDown(Peer peer) {
                news.add("down " + peer);
            }
        });
    }

    static ContractPeer on(TestCluster cluster, NodeId id, String channel) {
        AtomicReference<ContractPeer> latest = new AtomicReference<>();
        return cluster.node(id).run(env -> new ContractPeer(cluster, env, channel, latest));
    }

    /** The same channel in a later life of the node, after the cluster restarted it. */
    ContractPeer reborn() {
        cluster.await("a new life of " + self, () -> latest.get() != this);
        return Objects.requireNonNull(latest.get());
    }

    private void deliver(Peer from, ByteBuffer message) {
        received.add(StandardCharsets.UTF_8.decode(message.duplicate()).toString());
        senders.add(from);
        Delivery also = alsoOnMessage;
        if (also != null) {
            also.deliver(from, message);
        }
    }

    void onMessage(Delivery handler) {
        alsoOnMessage = handler;
    }

    Environment environment() {
        return environment;
    }

    Wire wire() {
        return wire;
    }

    Peer self() {
        return self;
    }

    List<String> received() {
        return received;
    }

    List<Peer> senders() {
        return senders;
    }

    List<String> news() {
        return news;
    }

    void awaitUp(ContractPeer other) {
        cluster.await(other.self + " up at " + self, () -> news.contains("up " + other.self));
    }

    void awaitReceived(String... messages) {
        cluster.await(List.of(messages).size() + " messages at " + self, () -> received.size() >= messages.length);
        assertEquals(List.of(messages), received);
    }

    void send(ContractPeer to, String message) {
        call(() -> {
            wire.send(to.self.id(), ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            return true;
        });
    }

    /** Runs an action on the loop and waits for its end; what it throws is thrown here. */
    <T> T call(Supplier<T> action) {
        AtomicReference<@Nullable Supplier<T>> outcome = new AtomicReference<>();
        assertTrue(
                environment.execute(() -> {
                    try {
                        T result = action.get();
                        outcome.set(() -> result);
                    } catch (RuntimeException e) {
                        outcome.set(() -> {
                            throw e;
                        });
                    } catch (AssertionError e) {
                        outcome.set(() -> {
                            throw e;
                        });
                    }
                }),
                "execute");
        cluster.await("an action on the loop of " + self, () -> outcome.get() != null);
        Supplier<T> result = outcome.get();
        if (result == null) {
            throw new AssertionError("an outcome cannot be unset");
        }
        return result.get();
    }
}
