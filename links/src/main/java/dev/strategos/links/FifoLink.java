package dev.strategos.links;

import dev.strategos.core.Fault;
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
public final class FifoLink extends LinkLayer<FifoLane> implements Confirming {

    static final String LAYER = "fifo";
    static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

    private static final Assumptions ASSUMES = Assumptions.of("FifoLink").network(NetworkModel.RELIABLE);

    private final long firstSequence;

    private FifoLink(Stackable below, long firstSequence) {
        super(below);
        this.firstSequence = firstSequence;
    }

    /**
     * A FIFO link on a reliable link.
     *
     * @param below a link whose network is reliable; it belongs to this link from now on
     * @return the link
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link below may lose messages
     */
    public static FifoLink over(Stackable below) {
        return over(below, 0);
    }

    /** As above, with epochs that begin far from 0; the other end must agree. */
    static FifoLink over(Stackable below, long firstSequence) {
        ASSUMES.check(below.model());
        FifoLink link = new FifoLink(below, firstSequence);
        if (below instanceof ReliableLink reliable) {
            reliable.confirmInOrder();
        }
        below.onPeer(link.new PeerWatch());
        return link;
    }

    @Override
    public SystemModel model() {
        return below().model();
    }

    @Override
    public int maxBytes() {
        return below().maxBytes() - HEADER_BYTES;
    }

    @Override
    FifoLane newLane(NodeId peer) {
        return new FifoLane(this, below(), below().to(peer), firstSequence);
    }

    @Override
    void heard() {
        // Not before: what the link below hands up counts as delivered there, and is acknowledged.
        below().onDeliver(this::arrived);
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        if (!(below() instanceof Confirming confirming)) {
            throw new IllegalStateException("the link below FifoLink on channel '" + channel()
                    + "' does not say what became of a message; stack it on a ReliableLink");
        }
        takeClaim().count();
        confirming.commit(outcome);
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
        environment()
                .report(new Fault(
                        peer, Fault.Kind.MALFORMED_MESSAGE, "FifoLink on channel '" + channel() + "': " + what));
    }

    void sent(NodeId to, long number, int bytes) {
        if (environment().tracer().isOn()) {
            MessageId id =
                    new MessageId(new Peer(environment().self(), environment().incarnation()), to, number);
            environment().tracer().trace(new TraceEvent.Send(channel(), LAYER, id, bytes));
        }
    }

    void deliver(Peer from, long number, ByteBuffer message) {
        if (environment().tracer().isOn()) {
            MessageId id = new MessageId(from, environment().self(), number);
            environment().tracer().trace(new TraceEvent.Deliver(channel(), LAYER, id, message.remaining()));
        }
        deliverAbove(from, message);
    }

    /** Hears from below when a session ended, which ends the order of its messages too. */
    private final class PeerWatch implements PeerListener {

        @Override
        public void onUp(Peer peer) {
            peers().onUp(peer);
        }

        @Override
        public void onDown(Peer peer) {
            peers().onDown(peer);
        }

        @Override
        public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
            lane(now.id()).beginEpoch();
            peers().onRestarted(old, now, withoutHeaders(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            lane(peer).beginEpoch();
            peers().onGaveUp(peer, withoutHeaders(undetermined));
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
