package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.transport.netty.wire.Frames;
import dev.strategos.transport.netty.wire.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels that this node has opened. For the loop's thread only. */
final class Wires {

    private final NodeContext node;
    private final NettyEnvironment environment;
    private final Cluster cluster;
    private final Map<String, NettyWire> open = new LinkedHashMap<>();

    Wires(NodeContext node, NettyEnvironment environment, Cluster cluster) {
        this.node = node;
        this.environment = environment;
        this.cluster = cluster;
    }

    NettyWire open(String channel) {
        Names.require("channel", channel);
        if (open.containsKey(channel)) {
            throw new IllegalStateException("channel '" + channel + "' is open already at '"
                    + node.self().id() + "'; open it once, and hand its wire or link around");
        }
        if (open.size() == Frames.MAX_CHANNELS) {
            throw new IllegalStateException(
                    "'" + node.self().id() + "' has " + Frames.MAX_CHANNELS + " channels open; that is the limit");
        }
        NettyWire wire = new NettyWire(node, environment, channel, cluster.remotes());
        open.put(channel, wire);
        return wire;
    }

    /** This channel's way to and from a peer, or null while the channel is not open here. */
    @Nullable
    WireLane lane(String channel, NodeId peer) {
        NettyWire wire = open.get(channel);
        return wire == null ? null : wire.to(peer);
    }

    void up(Peer peer) {
        for (NettyWire wire : open.values().toArray(NettyWire[]::new)) {
            wire.up(peer);
        }
    }

    void down(Peer peer) {
        for (NettyWire wire : open.values().toArray(NettyWire[]::new)) {
            wire.down(peer);
        }
    }
}
