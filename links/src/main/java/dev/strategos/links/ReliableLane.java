package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Undetermined;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reliable link's two halves towards one peer: a session that sends, and the peer's session that is received.
 *
 * <p>Nothing is sent before the peer's incarnation is known, from the transport or from any of its frames; until then a hello asks for
 * it. A higher incarnation, or giving up, ends the sending session: what is left of it is undetermined, and the next session begins at
 * sequence 0.
 */
final class ReliableLane implements Lane {

    /** RFC 5681's three duplicate acknowledgements: this many later messages delivered make a gap a loss. */
    private static final int LOSS_THRESHOLD = 3;
    /** How many messages one expiry of the timer sends again; more would flood a peer that is only slow. */
    private static final int MAX_BURST = 64;
    /** How far above the watermark an acknowledgement looks: 1,024 messages; whatever lies beyond is told as the watermark moves. */
    private static final int MAX_WORDS = 16;

    private final ReliableLink link;
    private final Stackable below;
    private final Lane laneBelow;
    private final Environment environment;
    private final ReliableConfig config;
    private final RetransmissionTimeout timeout;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    private long peerIncarnation;

    private @Nullable SendWindow sending;
    private int session;
    private long nextToTransmit;
    private boolean blockedBelow;
    private boolean full;
    private @Nullable Timer retransmission;

    private ReceiveWindow receiving;
    private int receivedSession = ReliableFrame.NO_SESSION;
    private int unacknowledged;
    private boolean acknowledgeAtEndOfTurn;
    private @Nullable Timer acknowledgement;

    private long sent;
    private long delivered;
    private long refused;
    private long dropped;
    private long duplicates;
    private long retransmits;

    ReliableLane(ReliableLink link, Stackable below, Lane laneBelow, ReliableConfig config) {
        this.link = link;
        this.below = below;
        this.laneBelow = laneBelow;
        this.environment = below.environment();
        this.config = config;
        this.timeout = new RetransmissionTimeout(config);
        this.receiving = new ReceiveWindow(config.window());
    }

    // ---- the lane as others see it

    @Override
    public NodeId peer() {
        return laneBelow.peer();
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
        waiting.add(Objects.requireNonNull(action, "action"));
        if (!full) {
            environment.atEndOfTurn(this::wakeWaiting);
        }
    }

    @Override
    public LinkStats stats() {
        return new LinkStats(
                sent, delivered, refused, dropped, duplicates, retransmits, sending == null ? 0 : sending.size());
    }

    // ---- sending

    @Nullable
    ByteBuffer claim(int bytes) {
        if (sending == null) {
            sending = new SendWindow(config.window(), config.windowBytes(), link.confirmsInOrder());
        }
        ByteBuffer room = sending.claim(bytes);
        if (room == null) {
            refused++;
            full = true;
        }
        return room;
    }

    void commit(@Nullable Consumer<Outcome> outcome) {
        SendWindow window = Objects.requireNonNull(sending, "a claim is open");
        long sequence = window.commit(environment.clock().nanos(), outcome);
        sent++;
        if (environment.tracer().isOn()) {
            environment
                    .tracer()
                    .trace(new TraceEvent.Send(
                            link.channel(), ReliableLink.LAYER, sentId(sequence), window.length(sequence)));
        }
        transmitNew();
    }

    void abandon() {
        Objects.requireNonNull(sending, "a claim is open").abandon();
    }

    /** Sends what has not been sent yet, as far as the link below takes it. */
    private void transmitNew() {
        SendWindow window = sending;
        if (window == null || window.isEmpty()) {
            return;
        }
        if (peerIncarnation == 0) {
            if (!isArmed(retransmission)) {
                sendHello(true);
                armRetransmission();
            }
            return;
        }
        while (!blockedBelow && nextToTransmit - window.next() < 0) {
            if (transmit(window, nextToTransmit)) {
                nextToTransmit++;
            }
        }
        if (!isArmed(retransmission)) {
            armRetransmission();
        }
    }

    private boolean transmit(SendWindow window, long sequence) {
        int length = window.length(sequence);
        ByteBuffer room = below.claim(peer(), ReliableFrame.DATA_BYTES + length);
        if (room == null) {
            waitForBelow();
            return false;
        }
        writeCommon(room, ReliableFrame.DATA);
        room.putInt(session).putLong(sequence);
        writeAcknowledgement(room);
        room.put(window.message(sequence));
        below.commit();
        window.transmitted(sequence, environment.clock().nanos());
        return true;
    }

    private void waitForBelow() {
        if (!blockedBelow) {
            blockedBelow = true;
            laneBelow.whenReady(() -> {
                blockedBelow = false;
                transmitNew();
            });
        }
    }

    private void retransmit(SendWindow window, long sequence) {
        if (transmit(window, sequence)) {
            retransmits++;
            if (environment.tracer().isOn()) {
                environment
                        .tracer()
                        .trace(new TraceEvent.Retransmit(link.channel(), ReliableLink.LAYER, sentId(sequence)));
            }
        }
    }

    private void armRetransmission() {
        if (retransmission == null) {
            retransmission = environment.schedule(timeout.current(), this::retransmissionDue);
        } else {
            retransmission.rearm(timeout.current());
        }
    }

    private void retransmissionDue() {
        SendWindow window = sending;
        if (window == null || window.isEmpty()) {
            return;
        }
        if (isGivenUp(window)) {
            endSession(undetermined -> link.gaveUp(peer(), undetermined));
            return;
        }
        timeout.expired();
        if (peerIncarnation == 0) {
            sendHello(true);
        } else {
            retransmitUnacknowledged(window);
        }
        armRetransmission();
    }

    private boolean isGivenUp(SendWindow window) {
        long waited = environment.clock().nanos() - window.acceptedAt(window.base());
        return config.giveUpAfter().isPresent()
                && waited >= config.giveUpAfter().get().toNanos();
    }

    private void retransmitUnacknowledged(SendWindow window) {
        int burst = 0;
        for (long sequence = window.base(); sequence - nextToTransmit < 0 && burst < MAX_BURST; sequence++) {
            if (!window.isAcknowledged(sequence)) {
                retransmit(window, sequence);
                burst++;
            }
        }
    }

    /** Ends the session that sends: what is left is undetermined, and the next session starts empty. */
    private void endSession(Consumer<Undetermined> tell) {
        SendWindow ended = sending;
        sending = null;
        session++;
        nextToTransmit = 0;
        timeout.resetBackoff();
        if (retransmission != null) {
            retransmission.cancel();
        }
        tell.accept(ended == null ? Undetermined.NONE : ended.undetermined());
        if (ended != null) {
            ended.failOutcomes();
        }
        wakeWaiting();
    }

    // ---- what the peer says

    /** The transport says that the peer is there: whatever is unacknowledged goes out at once. */
    void up(Incarnation incarnation) {
        if (incarnation.number() != peerIncarnation) {
            learn(incarnation.number());
            return;
        }
        timeout.resetBackoff();
        SendWindow window = sending;
        if (window != null && !window.isEmpty()) {
            retransmitUnacknowledged(window);
            transmitNew();
            armRetransmission();
        }
    }

    void arrived(Peer from, ReliableFrame frame, ByteBuffer bytes) {
        boolean itsLife = frame.senderIncarnation() == from.incarnation().number();
        if (!itsLife || !learn(frame.senderIncarnation())) {
            stale(from, frame);
            return;
        }
        boolean meantForUs =
                frame.receiverIncarnation() == environment.incarnation().number();
        switch (frame.kind()) {
            case ReliableFrame.HELLO -> {
                if (frame.wantsAnswer()) {
                    sendHello(false);
                }
            }
            case ReliableFrame.ACK -> {
                if (meantForUs) {
                    acknowledged(frame, bytes);
                }
            }
            default -> {
                if (meantForUs) {
                    acknowledged(frame, bytes);
                    received(from, frame, bytes);
                } else {
                    stale(from, frame);
                    sendHello(false);
                }
            }
        }
    }

    /**
     * Learns which life the peer leads.
     *
     * @return false if a later one is known
     */
    private boolean learn(long incarnation) {
        if (incarnation < peerIncarnation) {
            return false;
        }
        long old = peerIncarnation;
        if (incarnation > old) {
            peerIncarnation = incarnation;
            receiving = new ReceiveWindow(config.window());
            receivedSession = ReliableFrame.NO_SESSION;
            unacknowledged = 0;
            if (old == 0) {
                timeout.resetBackoff();
                transmitNew();
                if (isArmed(retransmission)) {
                    armRetransmission();
                }
            } else {
                endSession(undetermined ->
                        link.restarted(peer(), new Incarnation(old), new Incarnation(incarnation), undetermined));
            }
        }
        return true;
    }

    private void stale(Peer from, ReliableFrame frame) {
        if (frame.kind() == ReliableFrame.DATA) {
            drop(from, frame, DropReason.STALE_INCARNATION);
        }
    }

    private void drop(Peer from, ReliableFrame frame, DropReason reason) {
        dropped++;
        link.dropped(receivedId(from, frame.session(), frame.sequence()), reason);
    }

    // ---- acknowledgements of what was sent

    private void acknowledged(ReliableFrame frame, ByteBuffer bytes) {
        SendWindow window = sending;
        if (window == null || frame.acknowledgedSession() != session) {
            return;
        }
        long watermark = frame.acknowledgedWatermark();
        if (watermark - nextToTransmit > 0) {
            environment.report(new Fault(
                    peer(),
                    Fault.Kind.PROTOCOL_VIOLATION,
                    "ReliableLink on channel '" + link.channel() + "': sequence " + (watermark - 1)
                            + " was acknowledged but not sent"));
            return;
        }
        long highest = watermark - 1;
        long newest = -1;
        for (long sequence = window.base(); sequence - watermark < 0; sequence++) {
            newest = acknowledge(window, sequence) ? sequence : newest;
        }
        for (int word = 0; word < frame.words(); word++) {
            long first = watermark + (long) word * Long.SIZE;
            for (long bits = frame.word(bytes, word); bits != 0; bits &= bits - 1) {
                long sequence = first + Long.numberOfTrailingZeros(bits);
                if (window.contains(sequence) && sequence - nextToTransmit < 0) {
                    highest = sequence;
                    newest = acknowledge(window, sequence) ? sequence : newest;
                }
            }
        }
        if (newest >= 0) {
            progressed(window, newest);
        }
        fillGaps(window, highest);
    }

    /** Marks one message; true if this is the first word of it. */
    private static boolean acknowledge(SendWindow window, long sequence) {
        if (window.isAcknowledged(sequence)) {
            return false;
        }
        window.acknowledge(sequence);
        return true;
    }

    private void progressed(SendWindow window, long newest) {
        // Karn's rule: a message sent twice says nothing about the round trip.
        if (window.transmissions(newest) == 1) {
            timeout.sample(environment.clock().nanos() - window.sentAt(newest));
        }
        window.slide();
        if (window.isEmpty()) {
            Objects.requireNonNull(retransmission, "armed since the first message")
                    .cancel();
        } else {
            armRetransmission();
        }
        wakeWaiting();
    }

    /** Sends again what three later messages overtook, once per round trip. */
    private void fillGaps(SendWindow window, long highest) {
        long now = environment.clock().nanos();
        for (long sequence = window.base(); sequence - (highest - LOSS_THRESHOLD) <= 0; sequence++) {
            if (!window.isAcknowledged(sequence) && now - window.sentAt(sequence) >= timeout.roundTripNanos()) {
                retransmit(window, sequence);
            }
        }
    }

    private void wakeWaiting() {
        full = false;
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            waiting.remove().run();
        }
    }

    // ---- receiving

    private void received(Peer from, ReliableFrame frame, ByteBuffer message) {
        if (frame.session() < receivedSession) {
            drop(from, frame, DropReason.STALE_SESSION);
            return;
        }
        if (frame.session() > receivedSession) {
            receivedSession = frame.session();
            receiving = new ReceiveWindow(config.window());
            unacknowledged = 0;
        }
        long sequence = frame.sequence();
        if (receiving.isDuplicate(sequence)) {
            duplicates++;
            link.dropped(receivedId(from, receivedSession, sequence), DropReason.DUPLICATE);
            acknowledgeSoon(true);
        } else if (!receiving.isWithin(sequence)) {
            drop(from, frame, DropReason.OUT_OF_WINDOW);
        } else if (!link.isHeard()) {
            drop(from, frame, DropReason.CHANNEL_NOT_OPEN);
        } else {
            receiving.deliver(sequence);
            delivered++;
            unacknowledged++;
            acknowledgeSoon(receiving.hasGap() || unacknowledged >= Math.max(1, config.window() / 4));
            link.deliver(from, receivedId(from, receivedSession, sequence), message);
        }
    }

    private void acknowledgeSoon(boolean now) {
        if (now) {
            if (!acknowledgeAtEndOfTurn) {
                acknowledgeAtEndOfTurn = true;
                environment.atEndOfTurn(this::acknowledgeNow);
            }
        } else if (!isArmed(acknowledgement)) {
            Duration delay = config.acknowledgementDelay();
            if (acknowledgement == null) {
                acknowledgement = environment.schedule(delay, this::acknowledgeIfOwed);
            } else {
                acknowledgement.rearm(delay);
            }
        }
    }

    private void acknowledgeIfOwed() {
        if (unacknowledged > 0) {
            acknowledgeNow();
        }
    }

    private void acknowledgeNow() {
        acknowledgeAtEndOfTurn = false;
        int words = Math.min(receiving.words(), MAX_WORDS);
        ByteBuffer room = below.claim(peer(), ReliableFrame.ackBytes(words));
        if (room == null) {
            // The peer sends again, and is answered then.
            return;
        }
        writeCommon(room, ReliableFrame.ACK);
        writeAcknowledgement(room);
        room.put((byte) words);
        for (int word = 0; word < words; word++) {
            room.putLong(receiving.word(word));
        }
        below.commit();
    }

    // ---- frames

    private void sendHello(boolean wantsAnswer) {
        ByteBuffer room = below.claim(peer(), ReliableFrame.HELLO_BYTES);
        if (room != null) {
            writeCommon(room, ReliableFrame.HELLO);
            room.put((byte) (wantsAnswer ? 1 : 0));
            below.commit();
        }
    }

    private void writeCommon(ByteBuffer room, byte kind) {
        ReliableFrame.writeCommon(room, kind, environment.incarnation().number(), peerIncarnation);
    }

    /** Tells up to where all was delivered; so nothing is owed until more arrives. */
    private void writeAcknowledgement(ByteBuffer room) {
        room.putInt(receivedSession).putLong(receiving.watermark());
        unacknowledged = 0;
    }

    private MessageId sentId(long sequence) {
        return new MessageId(
                new Peer(environment.self(), environment.incarnation()), peer(), number(session, sequence));
    }

    private MessageId receivedId(Peer from, int ofSession, long sequence) {
        return new MessageId(from, environment.self(), number(ofSession, sequence));
    }

    /** One number for both: a session rarely ends, and then the next one's numbers begin far above. */
    private static long number(int session, long sequence) {
        return ((long) session << 40) + sequence;
    }

    private static boolean isArmed(@Nullable Timer timer) {
        return timer != null && timer.isArmed();
    }
}
