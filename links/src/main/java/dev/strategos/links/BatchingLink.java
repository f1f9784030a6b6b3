package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.Undetermined;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many small messages to one peer travel as one message of the link below: what is sent in one turn of the loop is one batch, closed at
 * the turn's end, so that no message waits for another.
 *
 * <p><b>Assumes</b> nothing. <b>Promises</b> what the link below does, for each message: where that one keeps the order, so does this.
 * <b>Does not promise</b> a trace of each message; the trace of the links below tells of batches.
 *
 * <p>A message then costs four bytes and a copy, and the headers, windows and acknowledgements below count batches. Put it on a {@link
 * FifoLink} where small messages come in numbers. Memory per peer: one batch. For the loop's thread only.
 *
 * <pre>{@code
 * BatchingLink link = BatchingLink.over(
 *         FifoLink.over(ReliableLink.over(FairLossLink.over(env.open("ticks")), ReliableConfig.defaults())));
 * }</pre>
 */
public final class BatchingLink implements Confirming {

    private final Stackable below;
    private final Environment environment;
    private final int maxBytes;
    private final PeerRelay peers;
    private final Map<NodeId, BatchingLane> lanes = new LinkedHashMap<>();
    /** The lane asked for last: messages often come in a row. */
    private @Nullable BatchingLane latestLane;

    private @Nullable Delivery handler;
    private @Nullable BatchingLane claimed;

    private BatchingLink(Stackable below) {
        this.below = below;
        this.environment = below.environment();
        this.maxBytes = below.maxBytes() - BatchingLane.HEADER_BYTES;
        this.peers = new PeerRelay(environment);
    }

    /**
     * A batching link.
     *
     * @param below any rung; it belongs to this link from now on
     * @return the link
     */
    public static BatchingLink over(Stackable below) {
        BatchingLink link = new BatchingLink(below);
        below.onDeliver((from, batch) -> link.lane(from.id()).arrived(from, batch));
        below.onPeer(link.new PeerWatch());
        return link;
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public Lane to(NodeId peer) {
        environment.requireLoop("Link.to");
        return lane(peer);
    }

    private BatchingLane lane(NodeId peer) {
        BatchingLane latest = latestLane;
        if (latest != null && latest.peer().equals(peer)) {
            return latest;
        }
        BatchingLane lane = lanes.get(peer);
        if (lane == null) {
            lane = new BatchingLane(this, below, below.to(peer));
            lanes.put(peer, lane);
        }
        latestLane = lane;
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        environment.requireLoop("Link.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void onPeer(PeerListener listener) {
        peers.setAbove(listener);
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        environment.requireLoop("Link.claim");
        if (claimed != null) {
            throw new IllegalStateException(
                    "a claim is open on channel '" + channel() + "': commit or abandon it first");
        }
        if (bytes < 0 || bytes > maxBytes) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes + ", but was " + bytes);
        }
        BatchingLane lane = lane(to);
        ByteBuffer room = lane.claim(bytes);
        if (room != null) {
            claimed = lane;
        }
        return room;
    }

    @Override
    public void commit() {
        takeClaim().commit(null);
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        if (!(below instanceof Confirming)) {
            throw new IllegalStateException("the link below BatchingLink on channel '" + channel()
                    + "' does not say what became of a message; stack it on a FifoLink or a ReliableLink");
        }
        takeClaim().commit(Objects.requireNonNull(outcome, "outcome"));
    }

    @Override
    public void abandon() {
        takeClaim().abandon();
    }

    private BatchingLane takeClaim() {
        environment.requireLoop("Link.commit or abandon");
        BatchingLane lane = claimed;
        if (lane == null) {
            throw new IllegalStateException("no claim is open on channel '" + channel() + "'");
        }
        claimed = null;
        return lane;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public String channel() {
        return below.channel();
    }

    void deliver(Peer from, ByteBuffer message) {
        Delivery receiver = handler;
        if (receiver != null) {
            receiver.deliver(from, message);
        }
    }

    void malformed(NodeId peer, String what) {
        environment.report(
                new Fault(peer, Fault.Kind.MALFORMED_MESSAGE, "BatchingLink on channel '" + channel() + "': " + what));
    }

    /** A session below has ended: messages are handed up, not batches. What is being gathered goes out in the next one. */
    private final class PeerWatch implements PeerListener {

        @Override
        public void onUp(Peer peer) {
            peers.onUp(peer);
        }

        @Override
        public void onDown(Peer peer) {
            peers.onDown(peer);
        }

        @Override
        public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
            peers.onRestarted(old, now, new Messages(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            peers.onGaveUp(peer, new Messages(undetermined));
        }
    }

    /** The messages in batches that were handed back. */
    private record Messages(Undetermined batches) implements Undetermined {

        @Override
        public int count() {
            int[] count = new int[1];
            forEach(message -> count[0]++);
            return count[0];
        }

        @Override
        public void forEach(Consumer<ByteBuffer> action) {
            batches.forEach(batch -> {
                while (batch.hasRemaining()) {
                    int length = batch.getInt();
                    action.accept(batch.slice(batch.position(), length));
                    batch.position(batch.position() + length);
                }
            });
        }
    }
}
