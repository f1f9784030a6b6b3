package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.TraceSink;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.netty.tls.TlsConfig;
import dev.strategos.transport.netty.wire.Names;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link NettyNode} is told. Immutable, for any thread; {@link #builder} makes one.
 *
 * @param self the node's id; a member of the group
 * @param cluster the cluster's name, equal at all nodes: 1 to 64 of {@code a-z}, {@code 0-9}, {@code '.'}, {@code '_'} and {@code
 *     '-'}
 * @param group the members in the order that all nodes know
 * @param listen where to accept connections; port 0 lets the system choose
 * @param addresses where a peer listens, or null while nobody knows; asked on the loop before each attempt to connect, so it must
 *     not block. A host name in it is resolved off the loop
 * @param tls the identity for mutual TLS, or null for plain TCP: an arbitrary link, which an adversary may read and change
 * @param nodeModel how nodes may fail
 * @param timingModel what is known about time
 * @param limits what may be used of memory
 * @param reconnect how long to wait between two attempts to connect
 * @param greetingDeadline from a connection's first packet until both ends know each other, TLS handshake included
 * @param closeDeadline how long {@link NettyNode#close} lets what was accepted go out
 * @param faults told of every fault, on the loop; the node logs each in any case
 * @param trace gets the node's trace, on the loop; null for none
 * @param storage makes the node's disk, on the loop, given an executor that runs what it is handed on the loop; null for none
 */
public record NettyConfig(
        NodeId self,
        String cluster,
        Group group,
        InetSocketAddress listen,
        Function<NodeId, @Nullable InetSocketAddress> addresses,
        @Nullable TlsConfig tls,
        NodeModel nodeModel,
        TimingModel timingModel,
        Limits limits,
        ReconnectPolicy reconnect,
        Duration greetingDeadline,
        Duration closeDeadline,
        Consumer<Fault> faults,
        @Nullable TraceSink trace,
        @Nullable Function<Executor, StableStorage> storage) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range; it names the field, the value and what is allowed
     */
    public NettyConfig {
        Objects.requireNonNull(self, "self");
        Names.require("cluster", cluster);
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(nodeModel, "nodeModel");
        Objects.requireNonNull(timingModel, "timingModel");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(reconnect, "reconnect");
        Objects.requireNonNull(faults, "faults");
        if (!group.contains(self)) {
            throw new IllegalArgumentException("self: must be one of the group " + group + ", but was '" + self + "'");
        }
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException(
                    "listen: must be an address of this machine, but '" + listen.getHostString() + "' has none");
        }
        if (greetingDeadline.isZero() || greetingDeadline.isNegative() || greetingDeadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "greetingDeadline: must be above zero and at most " + LONGEST + ", but was " + greetingDeadline);
        }
        if (closeDeadline.isNegative() || closeDeadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "closeDeadline: must be zero to " + LONGEST + ", but was " + closeDeadline);
        }
    }

    /**
     * Begins a configuration.
     *
     * @param self the node's id
     * @return a builder with all defaults; cluster, group, listen, and either TLS or plain text are still to be said
     */
    public static NettyConfigBuilder builder(NodeId self) {
        return new NettyConfigBuilder(self);
    }
}
