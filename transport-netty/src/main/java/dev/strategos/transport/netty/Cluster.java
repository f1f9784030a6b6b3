package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A node's peers, its wires, and how a connection with a peer is made. For the loop's thread only. */
final class Cluster {

    /** Makes the security of a new connection; none over plain TCP. */
    interface SecurityFactory {
        @Nullable
        Security forConnection(boolean dialled);
    }

    private final NodeContext node;
    private final SecurityFactory securities;
    private final Executor names;
    private final Wires wires;
    private final Map<NodeId, Remote> remotes = new LinkedHashMap<>();

    /**
     * The peers of a node.
     *
     * @param names runs what looks up host names, which may block
     */
    Cluster(NodeContext node, NettyEnvironment environment, SecurityFactory securities, Executor names) {
        this.node = node;
        this.securities = securities;
        this.names = names;
        this.wires = new Wires(node, environment, this);
        for (NodeId peer : node.config().group().others(node.self().id())) {
            remotes.put(peer, new Remote(node, peer, this));
        }
    }

    Wires wires() {
        return wires;
    }

    Executor names() {
        return names;
    }

    /** The peer of this name, or null if it is not another member. */
    @Nullable
    Remote remote(NodeId id) {
        return remotes.get(id);
    }

    Collection<Remote> remotes() {
        return remotes.values();
    }

    /** Sets up a new channel. */
    Connection connection(Channel channel, @Nullable Remote dialled, Runnable onKnown) {
        Security security = securities.forConnection(dialled != null);
        Connection connection = new Connection(node, this, channel, dialled, security, onKnown);
        if (security != null) {
            channel.pipeline().addLast(security.handler());
        }
        channel.pipeline().addLast(connection);
        return connection;
    }
}
