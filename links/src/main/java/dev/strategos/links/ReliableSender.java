package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Undetermined;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link ReliableLane} that sends: a session of messages, each sent again until it is acknowledged.
 *
 * <p>Nothing is sent before the peer's incarnation is known; until then a hello asks for it. A session ends when the peer restarted or is
 * given up: what is left of it is undetermined, and the next session begins at sequence 0.
 */
final class ReliableSender {

    /** RFC 5681's three duplicate acknowledgements: this many later messages delivered make a gap a loss. */
    private static final int LOSS_THRESHOLD = 3;
    /** How many lost messages go out at once; more would flood a peer that is only slow. Each acknowledgement lets the next ones go. */
    private static final int MAX_BURST = 64;

    private final ReliableLane lane;
    private final ReliableLink link;
    private final Environment environment;
    private final ReliableConfig config;
    private final RetransmissionTimeout timeout;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    private @Nullable SendWindow window;
    private int session;
    private long nextToTransmit;
    /** What lies between these two is taken to be lost, and goes out again in bursts. */
    private long recoverNext;

    private long recoverEnd;
    /** When something was acknowledged last. */
    private long lastProgress = Long.MIN_VALUE / 2;

    private boolean blockedBelow;
    private boolean full;
    private @Nullable Timer timer;

    private long sent;
    private long refused;
    private long retransmits;

    ReliableSender(ReliableLane lane, ReliableLink link, ReliableConfig config) {
        this.lane = lane;
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.timeout = new RetransmissionTimeout(config);
    }

    long sent() {
        return sent;
    }

    long refused() {
        return refused;
    }

    long retransmits() {
        return retransmits;
    }

    int inFlight() {
        return window == null ? 0 : window.size();
    }

    // ---- from above

    @Nullable
    ByteBuffer claim(int bytes) {
        if (window == null) {
            window = new SendWindow(config.window(), config.windowBytes(), link.confirmsInOrder());
        }
        ByteBuffer room = window.claim(bytes);
        if (room == null) {
            refused++;
            full = true;
        }
        return room;
    }

    void commit(@Nullable Consumer<Outcome> outcome) {
        SendWindow open = Objects.requireNonNull(window, "a claim is open");
        long now = environment.clock().nanos();
        long sequence = open.commit(now, outcome);
        sent++;
        if (environment.tracer().isOn()) {
            environment
                    .tracer()
                    .trace(new TraceEvent.Send(
                            link.channel(), ReliableLink.LAYER, id(sequence), open.length(sequence)));
        }
        transmitNew(now);
    }

    void abandon() {
        Objects.requireNonNull(window, "a claim is open").abandon();
    }

    void whenReady(Runnable action) {
        waiting.add(Objects.requireNonNull(action, "action"));
        if (!full) {
            environment.atEndOfTurn(this::wakeWaiting);
        }
    }

    /** Each in its own right, at the end of the turn: one that throws keeps nobody else waiting. */
    private void wakeWaiting() {
        full = false;
        while (!waiting.isEmpty()) {
            environment.atEndOfTurn(waiting.remove());
        }
    }

    // ---- down to the link below

    /** Sends what has not been sent yet, as far as the link below takes it. */
    private void transmitNew() {
        transmitNew(environment.clock().nanos());
    }

    private void transmitNew(long now) {
        if (window == null || window.isEmpty()) {
            return;
        }
        if (lane.knowsPeer()) {
            while (!blockedBelow && nextToTransmit - window.next() < 0) {
                if (transmit(window, nextToTransmit, now)) {
                    nextToTransmit++;
                }
            }
        } else if (!isArmed()) {
            lane.sendHello(true);
        }
        if (!isArmed()) {
            arm();
        }
    }

    private boolean transmit(SendWindow from, long sequence, long now) {
        int length = from.length(sequence);
        ByteBuffer room = lane.claimBelow(ReliableFrame.DATA, ReliableFrame.DATA_BYTES + length);
        if (room == null) {
            waitForBelow();
            return false;
        }
        room.putInt(session).putLong(sequence);
        lane.writeAcknowledgement(room);
        room.put(from.message(sequence));
        lane.commitBelow();
        from.transmitted(sequence, now);
        return true;
    }

    private void waitForBelow() {
        if (!blockedBelow) {
            blockedBelow = true;
            lane.whenReadyBelow(() -> {
                blockedBelow = false;
                transmitNew();
            });
        }
    }

    private void retransmit(SendWindow from, long sequence) {
        if (transmit(from, sequence, environment.clock().nanos())) {
            retransmits++;
            if (environment.tracer().isOn()) {
                environment.tracer().trace(new TraceEvent.Retransmit(link.channel(), ReliableLink.LAYER, id(sequence)));
            }
        }
    }

    /** Takes all that is unacknowledged to be lost. */
    private void recover(SendWindow from) {
        recoverNext = from.base();
        recoverEnd = nextToTransmit;
        recoverMore(from);
    }

    private void recoverMore(SendWindow from) {
        recoverNext = Math.max(recoverNext, from.base());
        for (int burst = 0; burst < MAX_BURST && recoverNext - recoverEnd < 0 && !blockedBelow; recoverNext++) {
            if (!from.isAcknowledged(recoverNext)) {
                retransmit(from, recoverNext);
                burst++;
            }
        }
    }

    // ---- the timer

    private boolean isArmed() {
        return timer != null && timer.isArmed();
    }

    private void arm() {
        if (timer == null) {
            timer = environment.schedule(timeout.current(), this::due);
        } else {
            timer.rearm(timeout.current());
        }
    }

    private void due() {
        if (window == null || window.isEmpty()) {
            return;
        }
        if (isGivenUp(window)) {
            endSession(undetermined -> link.gaveUp(lane.peer(), undetermined));
            return;
        }
        timeout.expired();
        if (lane.knowsPeer()) {
            recover(window);
        } else {
            lane.sendHello(true);
        }
        arm();
    }

    private boolean isGivenUp(SendWindow open) {
        long accepted = open.acceptedAt(open.base());
        long since = lastProgress - accepted > 0 ? lastProgress : accepted;
        long waited = environment.clock().nanos() - since;
        return config.giveUpAfter().filter(most -> waited >= most.toNanos()).isPresent();
    }

    // ---- what is learned of the peer

    /** The peer's first life is known: what waited for that goes out. */
    void peerKnown() {
        timeout.resetBackoff();
        transmitNew();
        if (isArmed()) {
            arm();
        }
    }

    /** The transport says that the peer is there again: whatever is unacknowledged goes out at once. */
    void peerBack() {
        timeout.resetBackoff();
        if (window != null && !window.isEmpty()) {
            recover(window);
            transmitNew();
            arm();
        }
    }

    /** Ends the session: what is left is undetermined, and the next session starts empty. */
    void endSession(Consumer<Undetermined> tell) {
        SendWindow ended = window;
        window = null;
        session++;
        nextToTransmit = 0;
        recoverNext = 0;
        recoverEnd = 0;
        timeout.resetBackoff();
        if (timer != null) {
            timer.cancel();
        }
        if (ended != null) {
            ended.takeOutcomes()
                    .forEach(outcome -> environment.atEndOfTurn(() -> outcome.accept(Outcome.UNDETERMINED)));
        }
        wakeWaiting();
        tell.accept(ended == null ? Undetermined.NONE : ended.undetermined());
    }

    // ---- acknowledgements

    void acknowledged(ReliableFrame frame, ByteBuffer bytes) {
        SendWindow open = window;
        if (open == null || frame.acknowledgedSession() != session) {
            return;
        }
        long watermark = frame.acknowledgedWatermark();
        if (watermark - nextToTransmit > 0) {
            environment.report(new Fault(
                    lane.peer(),
                    Fault.Kind.PROTOCOL_VIOLATION,
                    "ReliableLink on channel '" + link.channel() + "': sequence " + (watermark - 1)
                            + " was acknowledged but not sent"));
            return;
        }
        long highest = watermark - 1;
        long newest = -1;
        for (long sequence = open.base(); sequence - watermark < 0; sequence++) {
            newest = acknowledge(open, sequence) ? sequence : newest;
        }
        for (int word = 0; word < frame.words(); word++) {
            long first = watermark + (long) word * Long.SIZE;
            for (long bits = frame.word(bytes, word); bits != 0; bits &= bits - 1) {
                long sequence = first + Long.numberOfTrailingZeros(bits);
                if (open.contains(sequence) && sequence - nextToTransmit < 0) {
                    highest = sequence;
                    newest = acknowledge(open, sequence) ? sequence : newest;
                }
            }
        }
        if (newest >= 0) {
            progressed(open, newest);
        }
        fillGaps(open, highest);
    }

    /** Marks one message; true if this is the first word of it. */
    private static boolean acknowledge(SendWindow open, long sequence) {
        if (open.isAcknowledged(sequence)) {
            return false;
        }
        open.acknowledge(sequence);
        return true;
    }

    private void progressed(SendWindow open, long newest) {
        // Karn's rule: a message sent twice says nothing about the round trip.
        if (open.transmissions(newest) == 1) {
            timeout.sample(environment.clock().nanos() - open.sentAt(newest));
        }
        lastProgress = environment.clock().nanos();
        open.slide();
        if (!open.isEmpty()) {
            recoverMore(open);
            arm();
        } else if (timer != null) {
            timer.cancel();
        }
        wakeWaiting();
    }

    /** Sends again what three later messages overtook, once per round trip. */
    private void fillGaps(SendWindow open, long highest) {
        long now = environment.clock().nanos();
        for (long sequence = open.base(); sequence - (highest - LOSS_THRESHOLD) <= 0; sequence++) {
            if (!open.isAcknowledged(sequence) && now - open.sentAt(sequence) >= timeout.roundTripNanos()) {
                retransmit(open, sequence);
            }
        }
    }

    private MessageId id(long sequence) {
        Peer self = new Peer(environment.self(), environment.incarnation());
        return new MessageId(self, lane.peer(), ReliableLane.number(session, sequence));
    }
}
