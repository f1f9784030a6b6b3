package dev.strategos.testkit.trace;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what goes out through it, and changes nothing. */
final class NotedLink implements Stackable {

    private final Stackable below;
    private final MessageNotes notes;
    private final MessageNotes.Reader reader;
    private @Nullable ByteBuffer claim;

    NotedLink(Stackable below, MessageNotes notes, MessageNotes.Reader reader) {
        this.below = below;
        this.notes = notes;
        this.reader = reader;
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        ByteBuffer room = below.claim(to, bytes);
        claim = room == null ? null : room.duplicate();
        return room;
    }

    @Override
    public void commit() {
        ByteBuffer message = claim;
        claim = null;
        if (message == null) {
            below.commit();
        } else {
            notes.whileSending(below, read(message.asReadOnlyBuffer()), below::commit);
        }
    }

    private String read(ByteBuffer message) {
        int bytes = message.remaining();
        try {
            return reader.read(message);
        } catch (MalformedMessageException e) {
            return bytes + " bytes that do not decode: " + e.getMessage();
        } catch (RuntimeException e) {
            // It reads for the picture only: the run is not to fail because of it.
            return bytes + " bytes that the codec does not take: " + e;
        }
    }

    @Override
    public void abandon() {
        claim = null;
        below.abandon();
    }

    @Override
    public Environment environment() {
        return below.environment();
    }

    @Override
    public String channel() {
        return below.channel();
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public int maxBytes() {
        return below.maxBytes();
    }

    @Override
    public void onDeliver(Delivery handler) {
        below.onDeliver(handler);
    }

    @Override
    public void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }

    @Override
    public Lane to(NodeId peer) {
        return new NotedLane(below.to(peer));
    }

    private final class NotedLane implements Lane {

        private final Lane lane;

        NotedLane(Lane lane) {
            this.lane = lane;
        }

        @Override
        public NodeId peer() {
            return lane.peer();
        }

        @Override
        public boolean offer(ByteBuffer message) {
            return NotedLink.this.offer(lane.peer(), message);
        }

        @Override
        public void whenReady(Runnable action) {
            lane.whenReady(action);
        }

        @Override
        public LinkStats stats() {
            return lane.stats();
        }
    }
}
