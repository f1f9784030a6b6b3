package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reliable link's way to one peer: knows which life the peer leads, and keeps frames of other lives away from the half that sends and
 * the half that receives.
 */
final class ReliableLane implements ClaimingLane {

    private final ReliableLink link;
    private final Stackable below;
    private final Lane laneBelow;
    private final NodeId peer;
    private final Environment environment;
    private final ReliableSender sender;
    private final ReliableReceiver receiver;
    /** The latest life of the peer that is known; 0 while none is. */
    private long peerIncarnation;

    ReliableLane(ReliableLink link, Stackable below, Lane laneBelow, ReliableConfig config) {
        this.link = link;
        this.below = below;
        this.laneBelow = laneBelow;
        this.peer = laneBelow.peer();
        this.environment = below.environment();
        this.sender = new ReliableSender(this, link, config);
        this.receiver = new ReliableReceiver(this, link, config);
    }

    // ---- the lane as others see it

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public boolean offer(ByteBuffer message) {
        environment.requireLoop("Lane.offer");
        ByteBuffer room = link.claim(this, message.remaining());
        if (room == null) {
            return false;
        }
        room.put(message.duplicate());
        link.commit();
        return true;
    }

    @Override
    public void whenReady(Runnable action) {
        environment.requireLoop("Lane.whenReady");
        sender.whenReady(action);
    }

    @Override
    public LinkStats stats() {
        return new LinkStats(
                sender.sent(),
                receiver.delivered(),
                sender.refused(),
                receiver.dropped(),
                receiver.duplicates(),
                sender.retransmits(),
                sender.spurious(),
                sender.inFlight(),
                sender.inFlightBytes(),
                sender.roundTrip());
    }

    @Override
    public void pauseDelivery() {
        environment.requireLoop("Lane.pauseDelivery");
        receiver.pause();
    }

    @Override
    public void resumeDelivery() {
        environment.requireLoop("Lane.resumeDelivery");
        receiver.resume();
    }

    // ---- for the link

    @Override
    public @Nullable ByteBuffer claim(int bytes) {
        return sender.claim(bytes);
    }

    @Override
    public void commit() {
        commit(null);
    }

    void commit(@Nullable Consumer<Outcome> outcome) {
        sender.commit(outcome);
    }

    @Override
    public void abandon() {
        sender.abandon();
    }

    /** The transport says that this life of the peer can be reached. */
    void up(Incarnation incarnation) {
        if (incarnation.number() == peerIncarnation) {
            sender.peerBack();
        } else {
            learn(incarnation.number());
        }
    }

    void arrived(Peer from, ReliableFrame frame, ByteBuffer bytes) {
        boolean itsLife = frame.senderIncarnation() == from.incarnation().number();
        if (!itsLife || !learn(frame.senderIncarnation())) {
            dropStale(from, frame);
            return;
        }
        boolean meantForUs =
                frame.receiverIncarnation() == environment.incarnation().number();
        if (frame.kind() == ReliableFrame.HELLO) {
            if (frame.wantsAnswer()) {
                sendHello(false);
            }
        } else if (!meantForUs) {
            dropStale(from, frame);
            if (frame.isData() || frame.kind() == ReliableFrame.PROBE) {
                sendHello(false);
            }
        } else if (frame.kind() == ReliableFrame.PROBE) {
            receiver.probed();
        } else {
            sender.acknowledged(frame, bytes);
            if (frame.isData()) {
                receiver.received(from, frame, bytes);
            }
        }
    }

    private void dropStale(Peer from, ReliableFrame frame) {
        if (frame.isData()) {
            receiver.drop(from, frame, DropReason.STALE_INCARNATION);
        }
    }

    /**
     * Learns which life the peer leads.
     *
     * @return false if a later one is known
     */
    private boolean learn(long incarnation) {
        long old = peerIncarnation;
        if (incarnation > old) {
            peerIncarnation = incarnation;
            receiver.newLife();
            sender.newLife();
            if (old == 0) {
                sender.peerKnown();
            } else {
                sender.endSession(undetermined ->
                        link.restarted(peer(), new Incarnation(old), new Incarnation(incarnation), undetermined));
            }
        }
        return incarnation >= old;
    }

    // ---- for the two halves

    boolean knowsPeer() {
        return peerIncarnation != 0;
    }

    /** Room for a frame below, its common head written; null if there is none now. */
    @Nullable
    ByteBuffer claimBelow(byte kind, int bytes) {
        ByteBuffer room = below.claim(peer, bytes);
        if (room != null) {
            ReliableFrame.writeCommon(room, kind, environment.incarnation().number(), peerIncarnation);
        }
        return room;
    }

    void commitBelow() {
        below.commit();
    }

    void whenReadyBelow(Runnable action) {
        laneBelow.whenReady(action);
    }

    void writeAcknowledgement(ByteBuffer room) {
        receiver.writeAcknowledgement(room);
    }

    /** Tells the peer which life this is, and asks for its own if need be. Lost or refused, it is said again in time. */
    void sendHello(boolean wantsAnswer) {
        ByteBuffer room = claimBelow(ReliableFrame.HELLO, ReliableFrame.HELLO_BYTES);
        if (room != null) {
            room.put((byte) (wantsAnswer ? 1 : 0));
            commitBelow();
        }
    }

    /** Asks the peer how far it has come, and whether it takes more. Lost or refused, it is asked again in time. */
    void probe() {
        ByteBuffer room = claimBelow(ReliableFrame.PROBE, ReliableFrame.PROBE_BYTES);
        if (room != null) {
            commitBelow();
        }
    }

    /** One number for both: a session rarely ends, and then the next one's numbers begin far above. */
    static long number(int session, long sequence) {
        return ((long) session << 40) + sequence;
    }
}
