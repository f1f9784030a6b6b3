package dev.strategos.transport.netty;

import dev.strategos.core.Incarnation;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Program;
import dev.strategos.core.StableStorage;
import dev.strategos.transport.netty.identity.IdentityException;
import dev.strategos.transport.netty.identity.NodeIdentity;
import dev.strategos.transport.netty.tls.TlsConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(NettyNode.class);
    /** How much longer than its deadline a close waits for a loop that does not get to it. */
    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(5);

    private final NettyConfig config;
    private final Loop loop;
    private final Helpers helpers;
    private final NodeContext node;
    private final NettyEnvironment environment;
    private final @Nullable IdentityKeeper identity;
    private final Channel listening;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NettyNode(
            NettyConfig config,
            Loop loop,
            Helpers helpers,
            NodeContext node,
            NettyEnvironment environment,
            @Nullable IdentityKeeper identity,
            Channel listening) {
        this.config = config;
        this.loop = loop;
        this.helpers = helpers;
        this.node = node;
        this.environment = environment;
        this.identity = identity;
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
        NodeIdentity identity = identity(config);
        Loop loop = new Loop(config.self().name(), config.limits().queuedActions());
        Helpers helpers = new Helpers(config.self());
        CompletableFuture<NettyNode> started = new CompletableFuture<>();
        loop.submit(() -> {
            try {
                new Starting(config, identity, loop, helpers, started).begin();
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
                helpers.stop();
                loop.stop();
            }
        }
    }

    private static @Nullable NodeIdentity identity(NettyConfig config) {
        TlsConfig tls = config.tls();
        if (tls == null) {
            return null;
        }
        try {
            return NodeIdentity.load(config.self(), tls);
        } catch (IdentityException bad) {
            throw new IllegalStateException(
                    "node '" + config.self() + "' cannot use its identity: " + bad.getMessage(), bad);
        }
    }

    /** The way from a configuration to a running node, on the loop. */
    private record Starting(
            NettyConfig config,
            @Nullable NodeIdentity identity,
            Loop loop,
            Helpers helpers,
            CompletableFuture<NettyNode> started) {

        void begin() {
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
                    listen(storage, incarnation);
                } catch (Throwable thrown) {
                    started.completeExceptionally(thrown);
                }
            });
        }

        private void listen(@Nullable StableStorage storage, Incarnation incarnation) {
            NodeContext node = new NodeContext(config, loop, new Peer(config.self(), incarnation));
            Cluster.SecurityFactory securities = dialled -> identity == null
                    ? null
                    : new TlsSecurity(identity, dialled, helpers.crypto(), config.closeDeadline());
            NettyEnvironment environment = new NettyEnvironment(node, storage, securities, helpers.names());
            IdentityKeeper keeper = identity == null ? null : new IdentityKeeper(node, identity, helpers.crypto());
            new Acceptor(node, environment.cluster()).bind(config.listen()).addListener((ChannelFuture bound) -> {
                if (!bound.isSuccess()) {
                    started.completeExceptionally(new IllegalStateException(
                            "node '" + config.self() + "' cannot listen at " + config.listen() + ": " + bound.cause(),
                            bound.cause()));
                    return;
                }
                started.complete(new NettyNode(config, loop, helpers, node, environment, keeper, bound.channel()));
                for (Remote remote : environment.cluster().remotes()) {
                    remote.dialler().dial();
                }
                if (keeper != null && config.tls() != null) {
                    config.tls().watch().ifPresent(keeper::watch);
                }
            });
        }
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

    /**
     * Reads key, certificate and trust again. New connections use what the files hold now; those that are up go on. Blocks on the disk.
     *
     * @return false if the new files will not do: then the old identity stays, and a fault of kind IDENTITY_RELOAD_FAILED says why
     * @throws IllegalStateException if the node runs over plain TCP or is closed, or this is the loop's own thread
     */
    public boolean reloadIdentity() {
        if (identity == null) {
            throw new IllegalStateException("node '" + id() + "' runs over plain TCP and has no identity to reload");
        }
        if (closed.get()) {
            throw new IllegalStateException("node '" + id() + "' is closed");
        }
        if (loop.inLoop()) {
            throw new IllegalStateException("reloadIdentity reads files, so the loop of node '" + id()
                    + "' cannot call it; call it from another thread");
        }
        return identity.reload();
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
            done.get(config.closeDeadline().plus(LOOP_PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            endLoop().get();
        } catch (TimeoutException blocked) {
            LOG.warn("{}: a handler blocks the loop; the node is closed as soon as it returns", id());
            endLoop();
        } catch (InterruptedException interrupted) {
            // Who is interrupted does not want to wait for what is under way.
            endLoop();
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            helpers.stop();
        }
    }

    /** The last that runs there is what was asked for at the end of this life. */
    private Future<?> endLoop() {
        loop.submit(environment::end);
        return loop.stop();
    }

    /** Such as {@code alice#1789 at /127.0.0.1:7001}. */
    @Override
    public String toString() {
        return node.self() + " at " + address();
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
