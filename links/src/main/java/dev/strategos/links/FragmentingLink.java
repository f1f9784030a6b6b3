package dev.strategos.links;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.util.Objects;
import java.util.function.Consumer;

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
public final class FragmentingLink extends LinkLayer<FragmentingLane> implements Confirming {

    private static final Assumptions ASSUMES = Assumptions.of("FragmentingLink").network(NetworkModel.RELIABLE);

    private final FifoLink below;
    private final int maxBytes;

    private FragmentingLink(FifoLink below, int maxBytes) {
        super(below);
        this.below = below;
        this.maxBytes = maxBytes;
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
    FragmentingLane newLane(NodeId peer) {
        return new FragmentingLane(this, below, below.to(peer));
    }

    @Override
    void heard() {
        below.onDeliver((from, fragment) -> lane(from.id()).arrived(from, fragment));
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        takeClaim().commit(outcome);
    }

    void report(NodeId peer, Fault.Kind kind, String what) {
        environment().report(new Fault(peer, kind, "FragmentingLink on channel '" + channel() + "': " + what));
    }

    /** A session below has ended: whole messages are handed up, not fragments. */
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
            peers().onRestarted(old, now, lane(now.id()).endSession(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            peers().onGaveUp(peer, lane(peer).endSession(undetermined));
        }
    }
}
