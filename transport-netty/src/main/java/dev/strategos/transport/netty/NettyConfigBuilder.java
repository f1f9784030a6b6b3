package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.TraceSink;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a {@link NettyConfig}.
 *
 * <pre>{@code
 * NettyConfig config = NettyConfig.builder(NodeId.of("alice"))
 *         .cluster("shop")
 *         .group(Group.named("alice", "bob"))
 *         .listen(new InetSocketAddress("0.0.0.0", 7001))
 *         .peer(NodeId.of("bob"), InetSocketAddress.createUnresolved("bob.example", 7001))
 *         .tls(TlsConfig.pem(Path.of("alice.crt"), Path.of("alice.key"), Path.of("ca.crt")))
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class NettyConfigBuilder {

    private final NodeId self;
    private final Map<NodeId, InetSocketAddress> peers = new LinkedHashMap<>();
    private @Nullable String cluster;
    private @Nullable Group group;
    private @Nullable InetSocketAddress listen;
    private @Nullable Function<NodeId, @Nullable InetSocketAddress> addresses;
    private @Nullable TlsConfig tls;
    private boolean plain;
    private NodeModel nodeModel = NodeModel.crashRecovery();
    private TimingModel timingModel = TimingModel.partiallySynchronous();
    private Limits limits = Limits.defaults();
    private ReconnectPolicy reconnect = ReconnectPolicy.defaults();
    private Duration greetingDeadline = Duration.ofSeconds(5);
    private Duration closeDeadline = Duration.ofSeconds(2);
    private Consumer<Fault> faults = fault -> {};
    private @Nullable TraceSink trace;
    private @Nullable Function<Executor, StableStorage> storage;

    NettyConfigBuilder(NodeId self) {
        this.self = Objects.requireNonNull(self, "self");
    }

    NodeId self() {
        return self;
    }

    /**
     * Names the cluster. Required.
     *
     * @param name equal at all nodes; 1 to 64 of {@code a-z}, {@code 0-9}, {@code '.'}, {@code '_'} and {@code '-'}
     * @return this
     */
    public NettyConfigBuilder cluster(String name) {
        this.cluster = name;
        return this;
    }

    /**
     * Names the members. Required.
     *
     * @param members in the order that all nodes know, this node among them
     * @return this
     */
    public NettyConfigBuilder group(Group members) {
        this.group = members;
        return this;
    }

    /**
     * Says where to accept connections. Required.
     *
     * @param address of this machine; port 0 lets the system choose, and {@link NettyNode#address} tell
     * @return this
     */
    public NettyConfigBuilder listen(InetSocketAddress address) {
        this.listen = address;
        return this;
    }

    /**
     * Says where one peer listens. A peer without an address is not dialled, but may dial.
     *
     * @param peer a member of the group other than this node
     * @param address a host name in it is resolved before each attempt to connect
     * @return this
     */
    public NettyConfigBuilder peer(NodeId peer, InetSocketAddress address) {
        peers.put(Objects.requireNonNull(peer, "peer"), Objects.requireNonNull(address, "address"));
        return this;
    }

    /**
     * Says whom to ask where a peer listens, where that is not known at the start. Asked for peers without a fixed address.
     *
     * @param book gives an address, or null while nobody knows; called on the loop before each attempt, so it must not block: a
     *     concurrent map's {@code get} will do
     * @return this
     */
    public NettyConfigBuilder addresses(Function<NodeId, @Nullable InetSocketAddress> book) {
        this.addresses = book;
        return this;
    }

    /**
     * Mutual TLS 1.3: a fair-loss link between authenticated nodes. Either this or {@link #plainText} is required.
     *
     * @param identity the node's key, certificate and trust
     * @return this
     */
    public NettyConfigBuilder tls(TlsConfig identity) {
        this.tls = Objects.requireNonNull(identity, "identity");
        this.plain = false;
        return this;
    }

    /**
     * Plain TCP: an arbitrary link. An adversary on the way may read, change and invent messages, and claim to be any node; the
     * wires' model says so, and links that assume more refuse to be built on it. Either this or {@link #tls} is required.
     *
     * @return this
     */
    public NettyConfigBuilder plainText() {
        this.tls = null;
        this.plain = true;
        return this;
    }

    /**
     * Declares how nodes may fail; crash-recovery unless said.
     *
     * @param model the node axis of the system model
     * @return this
     */
    public NettyConfigBuilder nodeModel(NodeModel model) {
        this.nodeModel = model;
        return this;
    }

    /**
     * Declares what is known about time; partially synchronous unless said.
     *
     * @param model the timing axis of the system model
     * @return this
     */
    public NettyConfigBuilder timingModel(TimingModel model) {
        this.timingModel = model;
        return this;
    }

    /**
     * Bounds the memory; {@link Limits#defaults} unless said.
     *
     * @param bounds the limits
     * @return this
     */
    public NettyConfigBuilder limits(Limits bounds) {
        this.limits = bounds;
        return this;
    }

    /**
     * Says how to reconnect; {@link ReconnectPolicy#defaults} unless said.
     *
     * @param policy the waits between attempts
     * @return this
     */
    public NettyConfigBuilder reconnect(ReconnectPolicy policy) {
        this.reconnect = policy;
        return this;
    }

    /**
     * Says how long two ends may take to know each other, TLS handshake included; 5 s unless said.
     *
     * @param deadline above zero, at most an hour
     * @return this
     */
    public NettyConfigBuilder greetingDeadline(Duration deadline) {
        this.greetingDeadline = deadline;
        return this;
    }

    /**
     * Says how long closing lets what was accepted go out; 2 s unless said.
     *
     * @param deadline zero to an hour
     * @return this
     */
    public NettyConfigBuilder closeDeadline(Duration deadline) {
        this.closeDeadline = deadline;
        return this;
    }

    /**
     * Says who is told of faults; they are logged in any case.
     *
     * @param listener called on the loop; must not block
     * @return this
     */
    public NettyConfigBuilder faults(Consumer<Fault> listener) {
        this.faults = listener;
        return this;
    }

    /**
     * Says where the trace goes; nowhere unless said.
     *
     * @param sink called on the loop; must not block
     * @return this
     */
    public NettyConfigBuilder trace(TraceSink sink) {
        this.trace = sink;
        return this;
    }

    /**
     * Gives the node a disk.
     *
     * @param factory called once, on the loop, with an executor that runs what it is handed on the loop
     * @return this
     */
    public NettyConfigBuilder storage(Function<Executor, StableStorage> factory) {
        this.storage = factory;
        return this;
    }

    /**
     * The configuration.
     *
     * @return checked values
     * @throws IllegalStateException if cluster, group, listen, or the choice between TLS and plain text is missing
     * @throws IllegalArgumentException if a value is out of range
     */
    public NettyConfig build() {
        Group members = said("group", group);
        if (tls == null && !plain) {
            throw new IllegalStateException(
                    "tls or plainText: one must be said; plain TCP is never chosen for you, as it is an arbitrary link");
        }
        Map<NodeId, InetSocketAddress> fixed = new LinkedHashMap<>(peers);
        for (NodeId peer : fixed.keySet()) {
            if (!members.contains(peer) || peer.equals(self)) {
                throw new IllegalArgumentException(
                        "peer: must be one of " + members.others(self) + ", but was '" + peer + "'");
            }
        }
        Function<NodeId, @Nullable InetSocketAddress> book = addresses;
        return new NettyConfig(
                self,
                said("cluster", cluster),
                members,
                said("listen", listen),
                peer -> {
                    InetSocketAddress address = fixed.get(peer);
                    return address != null || book == null ? address : book.apply(peer);
                },
                tls,
                nodeModel,
                timingModel,
                limits,
                reconnect,
                greetingDeadline,
                closeDeadline,
                faults,
                trace,
                storage);
    }

    private static <T> T said(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(field + ": must be said, but was not");
        }
        return value;
    }
}
