package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.SyncResult;
import dev.strategos.links.LoggedFrame.Open;
import dev.strategos.links.LoggedFrame.State;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A logged link's way to one peer. What is to be said waits here while the link below has no room: of each sort only the latest, so that
 * it needs no queue.
 */
final class LoggedLane {

    private final LoggedLink link;
    private final Stackable below;
    private final NodeId peer;
    private final LoggedSender sender;
    private final LoggedReceiver receiver;

    private boolean openDue;
    private @Nullable State answerDue;
    private boolean resumeDue;
    private boolean acknowledgementDue;
    private boolean blocked;
    private boolean ready;

    LoggedLane(
            LoggedLink link,
            Stackable below,
            NodeId peer,
            LoggedConfig config,
            GroupCommit commit,
            Log log,
            String keys) {
        Environment environment = below.environment();
        this.link = link;
        this.below = below;
        this.peer = peer;
        this.sender = new LoggedSender(this, environment, config, commit, keys + "/out/" + peer);
        this.receiver = new LoggedReceiver(this, environment, commit, log, keys + "/in/" + peer);
        this.ready = true;
        environment.atEndOfTurn(this::flush);
    }

    NodeId peer() {
        return peer;
    }

    String channel() {
        return below.channel();
    }

    LinkStats stats() {
        return new LinkStats(
                sender.accepted(),
                receiver.delivered(),
                sender.refused(),
                receiver.dropped(),
                receiver.duplicates(),
                sender.retransmits(),
                0,
                sender.inFlight(),
                sender.inFlightBytes(),
                Optional.empty());
    }

    boolean offer(ByteBuffer message, Consumer<SyncResult> accepted) {
        return sender.offer(message, accepted);
    }

    void whenReady(Runnable action) {
        sender.whenReady(action);
    }

    void roomMade() {
        receiver.roomMade();
    }

    void newSession() {
        answerDue = null;
        resumeDue = false;
        acknowledgementDue = false;
        receiver.newSession();
        sender.newSession();
    }

    void streamBroken(NodeId from, NodeId to, StreamBreak cause) {
        link.streamBroken(from, to, cause);
    }

    // ---- from the two halves

    void offerStream() {
        openDue = true;
        if (ready) {
            below.environment().atEndOfTurn(this::flush);
        }
    }

    void answer(State state) {
        answerDue = state;
        flush();
    }

    void resume() {
        resumeDue = true;
        flush();
    }

    void acknowledge() {
        if (!acknowledgementDue) {
            acknowledgementDue = true;
            below.environment().atEndOfTurn(this::flush);
        }
    }

    /** Says what is due, in an order in which each still makes sense after the ones before. */
    void flush() {
        if (blocked) {
            return;
        }
        if (!(sayOpen() && sayAnswer() && sayResume() && sayAcknowledgement() && sender.transmit())) {
            blocked = true;
            below.to(peer).whenReady(() -> {
                blocked = false;
                flush();
            });
        }
    }

    private boolean sayOpen() {
        if (openDue) {
            ByteBuffer room = below.claim(peer, LoggedFrame.OPEN_BYTES);
            if (room == null) {
                return false;
            }
            sender.opening().write(room);
            below.commit();
            openDue = false;
        }
        return true;
    }

    private boolean sayAnswer() {
        State answer = answerDue;
        if (answer != null) {
            ByteBuffer room = below.claim(peer, LoggedFrame.STATE_BYTES);
            if (room == null) {
                return false;
            }
            answer.write(room);
            below.commit();
            answerDue = null;
        }
        return true;
    }

    private boolean sayResume() {
        if (resumeDue) {
            ByteBuffer room = below.claim(peer, LoggedFrame.RESUME_BYTES);
            if (room == null) {
                return false;
            }
            room.put(LoggedFrame.RESUME);
            below.commit();
            resumeDue = false;
        }
        return true;
    }

    private boolean sayAcknowledgement() {
        if (acknowledgementDue) {
            ByteBuffer room = below.claim(peer, LoggedFrame.ACK_BYTES);
            if (room == null) {
                return false;
            }
            room.put(LoggedFrame.ACK).putLong(receiver.durableWatermark());
            below.commit();
            acknowledgementDue = false;
        }
        return true;
    }

    /** Sends a message as it is stored, its tag first; false if there is no room now. */
    boolean sendData(long sequence, ByteBuffer stored) {
        ByteBuffer room = below.claim(peer, LoggedFrame.DATA_BYTES - Long.BYTES + stored.remaining());
        if (room == null) {
            return false;
        }
        room.put(LoggedFrame.DATA).putLong(sequence).put(stored);
        below.commit();
        return true;
    }

    // ---- from below

    void arrived(Peer from, ByteBuffer frame) throws MalformedMessageException {
        LoggedFrame.require(frame, 1);
        byte kind = frame.get();
        switch (kind) {
            case LoggedFrame.OPEN -> receiver.opened(Open.read(frame));
            case LoggedFrame.STATE -> sender.answered(State.read(frame));
            case LoggedFrame.DATA -> {
                LoggedFrame.require(frame, LoggedFrame.DATA_BYTES - 1);
                receiver.received(from, frame.getLong(), frame.getLong(), frame);
            }
            case LoggedFrame.ACK -> {
                LoggedFrame.require(frame, LoggedFrame.ACK_BYTES - 1);
                sender.acknowledged(frame.getLong());
            }
            case LoggedFrame.RESUME -> sender.resume();
            default -> throw new MalformedMessageException("kind " + kind + " is none of 1 to 5");
        }
    }
}
