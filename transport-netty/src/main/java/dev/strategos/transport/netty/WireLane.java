package dev.strategos.transport.netty;

import dev.strategos.core.Delivery;
import dev.strategos.core.DropReason;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.transport.netty.wire.Frames;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel's way to one peer, and from it. For the loop's thread only. */
final class WireLane implements Lane {

    private final NodeContext node;
    private final NettyWire wire;
    private final Remote remote;
    private @Nullable Peer listenerKnown;

    /** Where this channel was announced, and as which number. */
    private @Nullable Connection announcedOn;

    private int number;

    private @Nullable Connection claimedOn;
    private int claimedBytes;

    private long sent;
    private long delivered;
    private long refused;
    private long dropped;

    WireLane(NodeContext node, NettyWire wire, Remote remote) {
        this.node = node;
        this.wire = wire;
        this.remote = remote;
    }

    @Override
    public NodeId peer() {
        return remote.id();
    }

    @Override
    public boolean offer(ByteBuffer message) {
        int position = message.position();
        ByteBuffer room = wire.claim(this, message.remaining());
        if (room == null) {
            return false;
        }
        room.put(message);
        message.position(position);
        wire.commit();
        return true;
    }

    @Override
    public void whenReady(Runnable action) {
        node.requireLoop("Lane.whenReady");
        remote.whenReady(Objects.requireNonNull(action, "action"));
    }

    @Override
    public LinkStats stats() {
        node.requireLoop("Lane.stats");
        return LinkStats.of(sent, delivered, refused, dropped);
    }

    @Nullable
    ByteBuffer claim(int bytes) {
        Connection connection = remote.live();
        ByteBuffer room;
        if (connection == null) {
            room = wire.nowhere(bytes);
        } else {
            room = isAnnounced(connection) ? connection.outbound().claim(this, bytes) : null;
        }
        if (room == null) {
            refused++;
            remote.refused();
            return null;
        }
        claimedOn = connection;
        claimedBytes = bytes;
        return room;
    }

    private boolean isAnnounced(Connection connection) {
        if (announcedOn == connection) {
            return true;
        }
        Outbound outbound = connection.outbound();
        int bytes = Frames.announcementBytes(wire.channel());
        ByteBuffer room = outbound.claim(outbound, bytes);
        if (room == null) {
            return false;
        }
        int next = connection.nextChannelNumber();
        Frames.writeAnnouncement(new Frames.Announcement(next, sent + 1, wire.channel()), room);
        outbound.commit(outbound, Frames.CONTROL, bytes);
        announcedOn = connection;
        number = next;
        return true;
    }

    void commit() {
        Connection connection = claimedOn;
        claimedOn = null;
        sent++;
        boolean tracing = node.tracer().isOn();
        MessageId id = tracing ? new MessageId(node.self(), remote.id(), sent) : null;
        if (id != null) {
            node.tracer().trace(new TraceEvent.Send(wire.channel(), NettyWire.LAYER, id, claimedBytes));
        }
        if (connection == null || !connection.outbound().commit(this, number, claimedBytes)) {
            dropped++;
            if (id != null) {
                node.tracer().trace(new TraceEvent.Drop(wire.channel(), NettyWire.LAYER, id, DropReason.UNREACHABLE));
            }
        }
    }

    void abandon() {
        Connection connection = claimedOn;
        claimedOn = null;
        if (connection != null) {
            connection.outbound().abandon(this);
        }
    }

    boolean isListening() {
        return wire.delivery() != null;
    }

    void deliver(Peer from, long message, ByteBuffer body) {
        Delivery delivery = Objects.requireNonNull(wire.delivery(), "delivery");
        delivered++;
        if (node.tracer().isOn()) {
            MessageId id = new MessageId(from, node.self().id(), message);
            node.tracer().trace(new TraceEvent.Deliver(wire.channel(), NettyWire.LAYER, id, body.remaining()));
        }
        try {
            delivery.deliver(from, body);
        } catch (Throwable thrown) {
            node.programFailed("a delivery on channel '" + wire.channel() + "'", thrown);
        }
    }

    /** A message arrived for a channel on which nobody listens. */
    void dropped() {
        dropped++;
    }

    @Nullable
    Peer up() {
        return remote.up();
    }

    /** The life of the peer that the listener takes to be up. */
    @Nullable
    Peer listenerKnown() {
        return listenerKnown;
    }

    void listenerKnows(@Nullable Peer peer) {
        listenerKnown = peer;
    }
}
