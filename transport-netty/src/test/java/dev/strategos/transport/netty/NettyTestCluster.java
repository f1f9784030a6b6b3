package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.testkit.TestCluster;
import dev.strategos.testkit.TransportLimits;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Nodes over loopback TCP, on ports that the system chose, which find each other by a common address book. */
final class NettyTestCluster implements TestCluster {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Group group;
    private final UnaryOperator<NettyConfigBuilder> settings;
    private final Map<NodeId, InetSocketAddress> book = new ConcurrentHashMap<>();
    private final Map<NodeId, NettyNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, List<Program<?>>> programs = new LinkedHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    NettyTestCluster(Group group, UnaryOperator<NettyConfigBuilder> settings) {
        this.group = group;
        this.settings = settings;
    }

    static NettyTestCluster plain(String... names) {
        return new NettyTestCluster(Group.named(names), NettyConfigBuilder::plainText);
    }

    /** Each node with a certificate of one authority. */
    static NettyTestCluster tls(Path directory, String... names) {
        DevelopmentCa ca = DevelopmentCa.create("test");
        return new NettyTestCluster(Group.named(names), secured(directory, ca));
    }

    static UnaryOperator<NettyConfigBuilder> secured(Path directory, DevelopmentCa ca) {
        return builder -> builder.tls(pem(ca.issue(builder.self()).writePem(directory)));
    }

    static TlsConfig pem(PemFiles files) {
        return TlsConfig.pem(files.certificateChain(), files.privateKey(), files.trust());
    }

    static UnaryOperator<NettyConfigBuilder> within(TransportLimits limits) {
        return builder -> builder.limits(Limits.defaults()
                .withFrameBytes(limits.maxFrameBytes())
                .withOutboundBytes(limits.maxBytesUnderWay())
                .withQueuedActions(limits.maxQueuedActions()));
    }

    /** What every node of a test is told, before the test's own settings. */
    NettyConfigBuilder config(NodeId id) {
        return settings.apply(NettyConfig.builder(id)
                .cluster("test")
                .group(group)
                .listen(book.getOrDefault(id, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .addresses(book::get)
                .reconnect(new ReconnectPolicy(Duration.ofMillis(5), Duration.ofMillis(200), 2, 0.2))
                .greetingDeadline(Duration.ofSeconds(10))
                .faults(faults::add));
    }

    NettyNode start(String name) {
        return start(NodeId.of(name));
    }

    NettyNode start(NodeId id) {
        NettyNode node = NettyNode.start(config(id).build());
        nodes.put(id, node);
        book.put(id, node.address());
        return node;
    }

    /** Closes a node with the cluster that the book does not know, so that nobody dials it. */
    void adopt(NettyNode node) {
        nodes.put(node.id(), node);
    }

    /** Lets nodes find something else where a peer listens. */
    void redirect(String name, InetSocketAddress address) {
        book.put(NodeId.of(name), address);
    }

    /** What the node with this name runs again after a restart. */
    private final class Recording implements Node {
        private final NettyNode node;

        Recording(NettyNode node) {
            this.node = node;
        }

        @Override
        public NodeId id() {
            return node.id();
        }

        @Override
        public <A> A run(Program<A> program) {
            A handle = node.run(program);
            programs.computeIfAbsent(id(), any -> new ArrayList<>()).add(program);
            return handle;
        }

        @Override
        public boolean execute(Runnable action) {
            return node.execute(action);
        }

        @Override
        public void close() {
            node.close();
        }
    }

    @Override
    public Node node(NodeId id) {
        NettyNode node = nodes.get(id);
        return new Recording(node == null ? start(id) : node);
    }

    NettyNode netty(String name) {
        return nodes.get(NodeId.of(name));
    }

    @Override
    public void restart(NodeId id) {
        nodes.get(id).close();
        NettyNode node = start(id);
        programs.getOrDefault(id, List.of()).forEach(node::run);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition::getAsBoolean);
    }

    @Override
    public void pass(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Awaitility.await().until(() -> System.nanoTime() - end >= 0);
    }

    @Override
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        nodes.values().forEach(NettyNode::close);
    }
}
