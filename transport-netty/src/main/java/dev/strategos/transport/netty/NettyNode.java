package dev.strategos.transport.netty;

import dev.strategos.core.Incarnation;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Program;
import dev.strategos.core.StableStorage;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A node over TCP: runs programs on one event loop, and keeps one connection to each peer.
 *
 * <p>With TLS its wires are fair-loss links between authenticated nodes; with plain TCP they are arbitrary links, and say so. It dials
 * its peers and is dialled, again and again until a connection lives; of two that cross, one stays. What is sent while there is
 * none is dropped and traced. Each peer has an outbound bound of its own, and one that stands still slows no other.
 *
 * <pre>{@code
 * NettyNode node = NettyNode.start(NettyConfig.builder(NodeId.of("alice"))
 *         .cluster("shop")
 *         .group(Group.named("alice", "bob"))
 *         .listen(new InetSocketAddress("127.0.0.1", 7001))
 *         .peer(NodeId.of("bob"), new InetSocketAddress("127.0.0.1", 7002))
 *         .tls(TlsConfig.pem(Path.of("alice.crt"), Path.of("alice.key"), Path.of("ca.crt")))
 *         .build());
 * Echo echo = node.run(env -> new Echo(env.open("echo")));
 * }</pre>
 *
 * <p>Any thread may call it, but for the loop itself, which must not wait in {@link #run} or {@link #close}. The loop's thread keeps the
 * JVM alive until the node is closed.
 */
public final class NettyNode implements Node {

    private final NettyConfig config;
    private final Loop loop;
    private final ExecutorService names;
    private final NodeContext node;
    private final NettyEnvironment environment;
    private final Channel listening;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NettyNode(
            NettyConfig config,
            Loop loop,
            ExecutorService names,
            NodeContext node,
            NettyEnvironment environment,
            Channel listening) {
        this.config = config;
        this.loop = loop;
        this.names = names;
        this.node = node;
        this.environment = environment;
        this.listening = listening;
    }

    /**
     * Starts a node: draws its incarnation, listens, and begins to dial.
     *
     * @param config what it is told
     * @return the running node; close it
     * @throws IllegalStateException if it cannot listen, or its storage fails
     */
    public static NettyNode start(NettyConfig config) {
        Loop loop = new Loop(config.self().name(), config.limits().queuedActions());
        ExecutorService names = oneThread("strategos-" + config.self() + "-names");
        CompletableFuture<NettyNode> started = new CompletableFuture<>();
        loop.submit(() -> {
            try {
                begin(config, loop, names, started);
            } catch (Throwable thrown) {
                started.completeExceptionally(thrown);
            }
        });
        boolean running = false;
        try {
            NettyNode node = await(started, "node '" + config.self() + "' started");
            running = true;
            return node;
        } finally {
            if (!running) {
                names.shutdownNow();
                loop.stop();
            }
        }
    }

    private static void begin(
            NettyConfig config, Loop loop, ExecutorService names, CompletableFuture<NettyNode> started) {
        StableStorage storage = config.storage() == null
                ? null
                : config.storage().apply(task -> {
                    if (!loop.submit(task)) {
                        throw new RejectedExecutionException("node '" + config.self() + "' is closed");
                    }
                });
        Lives.next(storage).whenComplete((incarnation, failed) -> {
            if (incarnation == null) {
                started.completeExceptionally(failed);
                return;
            }
            try {
                listen(config, loop, names, storage, incarnation, started);
            } catch (Throwable thrown) {
                started.completeExceptionally(thrown);
            }
        });
    }

    private static void listen(
            NettyConfig config,
            Loop loop,
            ExecutorService names,
            @Nullable StableStorage storage,
            Incarnation incarnation,
            CompletableFuture<NettyNode> started) {
        NodeContext node = new NodeContext(config, loop, new Peer(config.self(), incarnation));
        NettyEnvironment environment = new NettyEnvironment(node, storage, (channel, dialled) -> null, names);
        Cluster cluster = environment.cluster();
        new Acceptor(node, cluster).bind(config.listen()).addListener(bound -> {
            if (!bound.isSuccess()) {
                started.completeExceptionally(new IllegalStateException(
                        "node '" + config.self() + "' cannot listen at " + config.listen() + ": " + bound.cause(),
                        bound.cause()));
                return;
            }
            Channel listening = ((io.netty.channel.ChannelFuture) bound).channel();
            started.complete(new NettyNode(config, loop, names, node, environment, listening));
            for (Remote remote : cluster.remotes()) {
                remote.dialler().dial();
            }
        });
    }

    @Override
    public NodeId id() {
        return config.self();
    }

    /**
     * Which life of the node this is.
     *
     * @return the incarnation drawn at the start
     */
    public Incarnation incarnation() {
        return node.self().incarnation();
    }

    /**
     * Where the node listens.
     *
     * @return the bound address, with the port that the system chose where 0 was asked for
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public <A> A run(Program<A> program) {
        Objects.requireNonNull(program, "program");
        if (loop.inLoop()) {
            throw new IllegalStateException("run waits for the loop of node '" + id()
                    + "', so the loop itself cannot call it; call the program's start with the environment at hand");
        }
        CompletableFuture<A> result = new CompletableFuture<>();
        boolean taken = !closed.get()
                && loop.submit(() -> {
                    try {
                        result.complete(program.start(environment));
                    } catch (Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }
                });
        if (!taken) {
            throw new IllegalStateException("node '" + id() + "' is closed");
        }
        return await(result, "the program started");
    }

    @Override
    public boolean execute(Runnable action) {
        return environment.execute(action);
    }

    @Override
    public void close() {
        if (loop.inLoop()) {
            throw new IllegalStateException("close waits for the loop of node '" + id()
                    + "', so the loop itself cannot call it; call it from another thread");
        }
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loop.refuseActions();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.submit(() -> new Closing(node, environment.cluster(), done).begin(listening));
        try {
            done.get();
            loop.stop().get();
        } catch (InterruptedException interrupted) {
            // Who is interrupted does not want to wait for what is under way.
            loop.stop();
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            names.shutdownNow();
        }
    }

    /** Such as {@code alice#1789 at /127.0.0.1:7001}. */
    @Override
    public String toString() {
        return node.self() + " at " + address();
    }

    private static ExecutorService oneThread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before " + what, interrupted);
        } catch (ExecutionException failed) {
            throw NettyNode.<RuntimeException>asItWas(failed.getCause());
        }
    }

    /** Throws any throwable as it was thrown; the type parameter only makes the compiler believe that it is unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asItWas(@Nullable Throwable thrown) throws X {
        throw (X) Objects.requireNonNull(thrown, "thrown");
    }
}
