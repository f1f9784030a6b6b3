package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MalformedMessageException;
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
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A reliable link: what is sent arrives, once (the perfect link of Cachin, Guerraoui, Rodrigues, Module 2.3), by retransmission until
 * acknowledged and by a key that makes repeating harmless.
 *
 * <p><b>Assumes</b> a fair-loss link below. <b>Promises</b>, between two nodes neither of which restarts: every message sent is
 * delivered, and delivered once; nothing is delivered that was not sent. Across a restart: at most once still, and what was not
 * acknowledged is handed back to {@link PeerListener#onRestarted} as undetermined, not sent again. <b>Does not promise</b> order (see
 * {@link FifoLink}) or that anything survives a crash.
 *
 * <p>A message's key is (channel, sender, receiver, sender's incarnation, session, sequence). The receiver keeps a watermark and a bit
 * for each message of the window, so its memory is bounded however long the link lives. It acknowledges only what it has delivered.
 * Every frame names both incarnations; one that belongs to another life is dropped, and answered with a hello that tells which life
 * this is. The time-out follows RFC 6298 with Karn's rule; what was overtaken by a round trip is sent again sooner (RACK, RFC 8985).
 *
 * <p>A receiver that cannot keep up pushes back with {@link dev.strategos.core.Lane#pauseDelivery}: its sender's window fills, and {@code
 * offer} returns false there. If the word that opens the window again is lost, the sender asks within the ceiling of its time-out.
 *
 * <p>Memory per peer: what is unacknowledged, at most {@link ReliableConfig#windowBytes()} and about 60 bytes for each message of the
 * window. For the loop's thread only.
 *
 * <pre>{@code
 * ReliableLink link = ReliableLink.over(FairLossLink.over(env.open("orders")), ReliableConfig.defaults());
 * link.onDeliver((from, message) -> accept(from.id(), message));
 * if (!link.offer(shop, order)) {
 *     link.to(shop).whenReady(this::tryAgain);
 * }
 * }</pre>
 */
public final class ReliableLink extends LinkLayer<ReliableLane> implements Confirming {

    static final String LAYER = "reliable";

    private static final Assumptions ASSUMES = Assumptions.of("ReliableLink").network(NetworkModel.FAIR_LOSS);

    private final ReliableConfig config;
    private final long firstSequence;
    private final ReliableFrame frame = new ReliableFrame();
    private boolean confirmsInOrder;

    private ReliableLink(Stackable below, ReliableConfig config, long firstSequence) {
        super(below);
        this.config = config;
        this.firstSequence = firstSequence;
    }

    /**
     * A reliable link on a fair-loss link.
     *
     * @param below a link whose network is fair-loss or better; it belongs to this link from now on
     * @param config its settings
     * @return the link
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link below is arbitrary
     */
    public static ReliableLink over(Stackable below, ReliableConfig config) {
        return over(below, config, 0);
    }

    /** As above, with sessions that begin far from 0; the other end must agree. */
    static ReliableLink over(Stackable below, ReliableConfig config, long firstSequence) {
        ASSUMES.check(below.model());
        ReliableLink link = new ReliableLink(below, Objects.requireNonNull(config, "config"), firstSequence);
        below.onDeliver(link::arrived);
        below.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                link.lane(peer.id()).up(peer.incarnation());
                link.peers().onUp(peer);
            }

            @Override
            public void onDown(Peer peer) {
                link.peers().onDown(peer);
            }
        });
        return link;
    }

    @Override
    public SystemModel model() {
        return below().model().withNetwork(NetworkModel.RELIABLE);
    }

    /** A quarter of the window's bytes, or what the link below takes less this link's header. */
    @Override
    public int maxBytes() {
        return Math.min(below().maxBytes() - ReliableFrame.AGAIN_BYTES, config.windowBytes() / 4);
    }

    @Override
    ReliableLane newLane(NodeId peer) {
        return new ReliableLane(this, below(), below().to(peer), config);
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        takeClaim().commit(outcome);
    }

    private void arrived(Peer from, ByteBuffer bytes) {
        try {
            frame.read(bytes);
        } catch (MalformedMessageException e) {
            environment()
                    .report(new Fault(
                            from.id(),
                            Fault.Kind.MALFORMED_MESSAGE,
                            "ReliableLink on channel '" + channel() + "': " + e.getMessage()));
            return;
        }
        lane(from.id()).arrived(from, frame, bytes);
    }

    /**
     * Counts a message as confirmed only with all before it. The FIFO link above asks for it: what its peer holds back for a gap is
     * acknowledged here, but not yet delivered there.
     */
    void confirmInOrder() {
        confirmsInOrder = true;
    }

    /** Where every session begins. */
    long firstSequence() {
        return firstSequence;
    }

    boolean confirmsInOrder() {
        return confirmsInOrder;
    }

    /** Hands a message up, which no earlier frame of its key has brought. */
    void deliver(Peer from, long number, ByteBuffer message) {
        if (environment().tracer().isOn()) {
            MessageId id = new MessageId(from, environment().self(), number);
            environment().tracer().trace(new TraceEvent.Deliver(channel(), LAYER, id, message.remaining()));
        }
        deliverAbove(from, message);
    }

    void dropped(MessageId id, DropReason reason) {
        if (environment().tracer().isOn()) {
            environment().tracer().trace(new TraceEvent.Drop(channel(), LAYER, id, reason));
        }
    }

    void restarted(NodeId peer, Incarnation old, Incarnation now, Undetermined undetermined) {
        peers().onRestarted(new Peer(peer, old), new Peer(peer, now), undetermined);
    }

    void gaveUp(NodeId peer, Undetermined undetermined) {
        peers().onGaveUp(peer, undetermined);
    }
}
