package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
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
 * A FIFO link: what one node sends to another is delivered in the order in which it was sent (Cachin, Guerraoui, Rodrigues, section
 * 2.4.6, exercise 2.3), by sequence numbers.
 *
 * <p><b>Assumes</b> a reliable link below. <b>Promises</b> what that one does, and order: if a message is delivered, every earlier one of
 * the same sender and session has been. <b>Does not promise</b> an order between messages of different senders, or across a restart
 * of either end.
 *
 * <p>Messages that overtook others wait in memory, at most as many as the link below lets be on their way. For the loop's thread only.
 *
 * <pre>{@code
 * FifoLink link = FifoLink.over(
 *         ReliableLink.over(FairLossLink.over(env.open("orders")), ReliableConfig.defaults()));
 * }</pre>
 */
public final class FifoLink implements Confirming {

    static final String LAYER = "fifo";
    static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

    private static final Assumptions ASSUMES = Assumptions.of("FifoLink").network(NetworkModel.RELIABLE);

    private final Stackable below;
    private final Environment environment;
    private final PeerRelay peers;
    private final Map<NodeId, FifoLane> lanes = new LinkedHashMap<>();
    private @Nullable Delivery handler;
    /** The lane asked for last: messages often come in a row. */
    private @Nullable FifoLane latestLane;

    private @Nullable FifoLane claimed;
    private int claimedBytes;

    private FifoLink(Stackable below) {
        this.below = below;
        this.environment = below.environment();
        this.peers = new PeerRelay(environment);
    }

    /**
     * A FIFO link on a reliable link.
     *
     * @param below a link whose network is reliable; it belongs to this link from now on
     * @return the link
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link below may lose messages
     */
    public static FifoLink over(Stackable below) {
        ASSUMES.check(below.model());
        FifoLink link = new FifoLink(below);
        if (below instanceof ReliableLink reliable) {
            reliable.confirmInOrder();
        }
        below.onPeer(link.new PeerWatch());
        return link;
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public int maxBytes() {
        return below.maxBytes() - HEADER_BYTES;
    }

    @Override
    public Lane to(NodeId peer) {
        environment.requireLoop("Link.to");
        return lane(peer);
    }

    private FifoLane lane(NodeId peer) {
        FifoLane latest = latestLane;
        if (latest != null && latest.peer().equals(peer)) {
            return latest;
        }
        FifoLane lane = lanes.get(peer);
        if (lane == null) {
            lane = new FifoLane(this, below.to(peer));
            lanes.put(peer, lane);
        }
        latestLane = lane;
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        environment.requireLoop("Link.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
        // Not before: what the link below hands up counts as delivered there, and is acknowledged.
        below.onDeliver(this::arrived);
    }

    @Override
    public void onPeer(PeerListener listener) {
        peers.setAbove(listener);
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        environment.requireLoop("Link.claim");
        if (bytes < 0 || bytes > maxBytes()) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes() + ", but was " + bytes);
        }
        FifoLane lane = lane(to);
        ByteBuffer room = below.claim(to, HEADER_BYTES + bytes);
        if (room == null) {
            return null;
        }
        lane.writeHeader(room);
        claimed = lane;
        claimedBytes = bytes;
        return room;
    }

    @Override
    public void commit() {
        count();
        below.commit();
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        if (!(below instanceof Confirming confirming)) {
            throw new IllegalStateException("the link below FifoLink on channel '" + channel()
                    + "' does not say what became of a message; stack it on a ReliableLink");
        }
        count();
        confirming.commit(outcome);
    }

    private void count() {
        FifoLane lane = takeClaim();
        long sequence = lane.nextSequence();
        if (environment.tracer().isOn()) {
            Peer self = new Peer(environment.self(), environment.incarnation());
            MessageId id = new MessageId(self, lane.peer(), lane.sentNumber(sequence));
            environment.tracer().trace(new TraceEvent.Send(channel(), LAYER, id, claimedBytes));
        }
    }

    @Override
    public void abandon() {
        takeClaim();
        below.abandon();
    }

    private FifoLane takeClaim() {
        environment.requireLoop("Link.commit or abandon");
        FifoLane lane = claimed;
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

    private void arrived(Peer from, ByteBuffer message) {
        if (message.remaining() < HEADER_BYTES) {
            malformed(from.id(), "a message ends before its sequence number");
            return;
        }
        int epoch = message.getInt();
        long sequence = message.getLong();
        if (epoch < 0 || sequence < 0) {
            malformed(from.id(), "epoch " + epoch + " or sequence " + sequence + " is negative");
            return;
        }
        lane(from.id()).arrived(from, epoch, sequence, message);
    }

    private void malformed(NodeId peer, String what) {
        environment.report(
                new Fault(peer, Fault.Kind.MALFORMED_MESSAGE, "FifoLink on channel '" + channel() + "': " + what));
    }

    void deliver(Peer from, long number, ByteBuffer message) {
        if (environment.tracer().isOn()) {
            MessageId id = new MessageId(from, environment.self(), number);
            environment.tracer().trace(new TraceEvent.Deliver(channel(), LAYER, id, message.remaining()));
        }
        Delivery receiver = handler;
        if (receiver != null) {
            receiver.deliver(from, message);
        }
    }

    /** Hears from below when a session ended, which ends the order of its messages too. */
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
            lane(now.id()).beginEpoch();
            peers.onRestarted(old, now, withoutHeaders(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            lane(peer).beginEpoch();
            peers.onGaveUp(peer, withoutHeaders(undetermined));
        }
    }

    private static Undetermined withoutHeaders(Undetermined messages) {
        return new Undetermined() {
            @Override
            public int count() {
                return messages.count();
            }

            @Override
            public void forEach(Consumer<ByteBuffer> action) {
                messages.forEach(message -> action.accept(
                        message.position(message.position() + HEADER_BYTES).slice()));
            }
        };
    }
}
