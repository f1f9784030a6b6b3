package dev.strategos.links;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.Undetermined;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
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
public final class BatchingLink extends LinkLayer<BatchingLane> implements Confirming {

    private final int maxBytes;

    private BatchingLink(Stackable below) {
        super(below);
        this.maxBytes = below.maxBytes() - BatchingLane.HEADER_BYTES;
    }

    /**
     * A batching link.
     *
     * @param below any rung; it belongs to this link from now on
     * @return the link
     */
    public static BatchingLink over(Stackable below) {
        BatchingLink link = new BatchingLink(below);
        below.onPeer(link.new PeerWatch());
        return link;
    }

    @Override
    public SystemModel model() {
        return below().model();
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    BatchingLane newLane(NodeId peer) {
        return new BatchingLane(this, below(), below().to(peer));
    }

    @Override
    void heard() {
        // Not before: what the link below hands up counts as delivered there, and is acknowledged.
        below().onDeliver((from, batch) -> lane(from.id()).arrived(from, batch));
    }

    @Override
    public void commit(Consumer<Outcome> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        if (!(below() instanceof Confirming)) {
            throw new IllegalStateException("the link below BatchingLink on channel '" + channel()
                    + "' does not say what became of a message; stack it on a FifoLink or a ReliableLink");
        }
        takeClaim().commit(outcome);
    }

    /**
     * Opens room for a batch that somebody else has put together, behind what is being gathered here; {@link #commit} sends it.
     *
     * @return null if there is no room for it now
     */
    @Nullable
    ByteBuffer claimBatch(NodeId to, int bytes, int messages) {
        environment().requireLoop("Link.claim");
        requireNoClaim();
        BatchingLane lane = lane(to);
        return open(lane, lane.claimBatch(bytes, messages));
    }

    void malformed(NodeId peer, String what) {
        environment()
                .report(new Fault(
                        peer, Fault.Kind.MALFORMED_MESSAGE, "BatchingLink on channel '" + channel() + "': " + what));
    }

    /** A session below has ended: messages are handed up, not batches. What is being gathered goes out in the next one. */
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
            peers().onRestarted(old, now, new Messages(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            peers().onGaveUp(peer, new Messages(undetermined));
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
