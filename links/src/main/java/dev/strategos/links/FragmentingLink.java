package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are longer than the link below takes: cut into fragments, and put together again at the other end.
 *
 * <p><b>Assumes</b> a FIFO link below, so that the fragments of a message arrive one after the other. <b>Promises</b> what that one does,
 * for messages up to a limit of its own; a message is delivered whole or not at all. <b>Does not promise</b> that a large message lets
 * a small one overtake it.
 *
 * <p>Memory per peer: at the sender each large message until it is confirmed, a second one is refused while one is still being handed
 * down; at the receiver one message in parts, which grows as fragments arrive and never beyond the limit. Small messages cost one
 * byte and no copy. For the loop's thread only.
 *
 * <pre>{@code
 * FragmentingLink link = FragmentingLink.over(fifo, 64 << 20);
 * link.send(archive, film);
 * }</pre>
 */
public final class FragmentingLink implements Confirming {

    private static final Assumptions ASSUMES = Assumptions.of("FragmentingLink").network(NetworkModel.RELIABLE);

    private final FifoLink below;
    private final Environment environment;
    private final int maxBytes;
    private final PeerRelay peers;
    private final Map<NodeId, FragmentingLane> lanes = new LinkedHashMap<>();
    private @Nullable Delivery handler;
    private @Nullable FragmentingLane claimed;

    private FragmentingLink(FifoLink below, int maxBytes) {
        this.below = below;
        this.environment = below.environment();
        this.maxBytes = maxBytes;
        this.peers = new PeerRelay(environment);
    }

    /**
     * A link for large messages.
     *
     * @param below a FIFO link on a reliable link; it belongs to this link from now on
     * @param maxBytes the longest message, sent or received; at least 1, and the same at both ends
     * @return the link
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public static FragmentingLink over(FifoLink below, int maxBytes) {
        ASSUMES.check(below.model());
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: must be at least 1, but was " + maxBytes);
        }
        FragmentingLink link = new FragmentingLink(below, maxBytes);
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

    private FragmentingLane lane(NodeId peer) {
        FragmentingLane lane = lanes.get(peer);
        if (lane == null) {
            lane = new FragmentingLane(this, below, below.to(peer));
            lanes.put(peer, lane);
        }
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        environment.requireLoop("Link.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
        below.onDeliver((from, fragment) -> lane(from.id()).arrived(from, fragment));
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
        FragmentingLane lane = lane(to);
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
        Objects.requireNonNull(outcome, "outcome");
        takeClaim().commit(outcome);
    }

    @Override
    public void abandon() {
        takeClaim().abandon();
    }

    private FragmentingLane takeClaim() {
        environment.requireLoop("Link.commit or abandon");
        FragmentingLane lane = claimed;
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

    void report(NodeId peer, Fault.Kind kind, String what) {
        environment.report(new Fault(peer, kind, "FragmentingLink on channel '" + channel() + "': " + what));
    }

    /** A session below has ended: whole messages are handed up, not fragments. */
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
            peers.onRestarted(old, now, lane(now.id()).endSession(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            peers.onGaveUp(peer, lane(peer).endSession(undetermined));
        }
    }
}
