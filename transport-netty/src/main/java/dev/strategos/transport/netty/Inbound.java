package dev.strategos.transport.netty;

import dev.strategos.core.DropReason;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.transport.netty.wire.FrameException;
import dev.strategos.transport.netty.wire.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the frames of one connection to the wires that they are for. For the loop's thread only. */
final class Inbound {

    /** A channel that the other end has announced. */
    private static final class Announced {
        final String name;
        long next;

        @Nullable
        WireLane lane;

        Announced(String name, long next) {
            this.name = name;
            this.next = next;
        }
    }

    private final NodeContext node;
    private final Wires wires;
    private final Peer peer;
    private final List<Announced> channels = new ArrayList<>();

    Inbound(NodeContext node, Wires wires, Peer peer) {
        this.node = node;
        this.wires = wires;
        this.peer = peer;
    }

    void frame(int number, ByteBuffer body) throws FrameException {
        if (number == Frames.CONTROL) {
            announced(Frames.readAnnouncement(body));
            return;
        }
        if (number > channels.size()) {
            throw new FrameException(false, "a frame for channel " + number + ", which it has not announced");
        }
        Announced channel = channels.get(number - 1);
        long message = channel.next++;
        WireLane lane = channel.lane;
        if (lane == null) {
            lane = wires.lane(channel.name, peer.id());
            channel.lane = lane;
        }
        if (lane != null && lane.isListening()) {
            lane.deliver(peer, message, body);
        } else {
            if (lane != null) {
                lane.dropped();
            }
            if (node.tracer().isOn()) {
                MessageId id = new MessageId(peer, node.self().id(), message);
                node.tracer()
                        .trace(new TraceEvent.Drop(channel.name, NettyWire.LAYER, id, DropReason.CHANNEL_NOT_OPEN));
            }
        }
    }

    private void announced(Frames.Announcement announcement) throws FrameException {
        if (announcement.channel() != channels.size() + 1 || channels.size() == Frames.MAX_CHANNELS) {
            throw new FrameException(
                    false,
                    "an announcement of channel " + announcement.channel() + " after " + channels.size()
                            + " others, at most " + Frames.MAX_CHANNELS);
        }
        channels.add(new Announced(announcement.name(), announcement.number()));
    }
}
