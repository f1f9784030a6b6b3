package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Undetermined;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link ReliableLane} that sends: a session of messages, each sent again until it is acknowledged.
 *
 * <p>Nothing is sent before the peer's incarnation is known; until then a hello asks for it. A session ends when the peer restarted or is
 * given up: what is left of it is undetermined, and the next session begins.
 */
final class ReliableSender {

    /** How many lost messages go out at once; more would flood a peer that is only slow. Each acknowledgement lets the next ones go. */
    private static final int MAX_BURST = 64;

    private final ReliableLane lane;
    private final ReliableLink link;
    private final Environment environment;
    private final ReliableConfig config;
    private final RetransmissionTimeout timeout;
    private final LossDetection losses;
    private final LongConsumer retransmitLost = this::retransmitLost;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    private @Nullable SendWindow window;
    private int session;
    private long nextToTransmit;
    /** What lies between these two is taken to be lost, and goes out again in bursts. */
    private long recoverNext;

    private long recoverEnd;
    /** What was sent after this transmission is not taken to be lost. */
    private long recoverFrom;
    /** Of what the acknowledgement at hand is the first word: the newest message, and the newest that was sent once; or -1. */
    private long newest;

    private long newestSentOnce;
    /** When something was acknowledged last. */
    private long lastProgress = Long.MIN_VALUE / 2;

    private boolean blockedBelow;
    private boolean full;
    private @Nullable Timer timer;
    /** Whether the timer waits to be sure of a loss, not for the time-out. */
    private boolean awaitsLoss;

    /** How often the peer has paused or resumed delivery in its life: odd while it takes nothing. */
    private int switches;

    private long sent;
    private long refused;
    private long retransmits;
    private long spurious;
    private long spuriousBefore;
    private long retransmitsBefore;

    ReliableSender(ReliableLane lane, ReliableLink link, ReliableConfig config) {
        this.lane = lane;
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.timeout = new RetransmissionTimeout(config);
        this.losses = new LossDetection(timeout);
        this.nextToTransmit = link.firstSequence();
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

    /** How many of these the peer had already. */
    long spurious() {
        return spurious;
    }

    int inFlight() {
        return window == null ? 0 : window.size();
    }

    int inFlightBytes() {
        return window == null ? 0 : window.usedBytes();
    }

    Optional<Duration> roundTrip() {
        return timeout.roundTrip();
    }

    // ---- from above

    @Nullable
    ByteBuffer claim(int bytes) {
        if (window == null) {
            window =
                    new SendWindow(config.window(), config.windowBytes(), link.confirmsInOrder(), link.firstSequence());
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
            while (maySend() && nextToTransmit - window.next() < 0) {
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
        int before = from.transmissions(sequence);
        ByteBuffer room = before == 0
                ? lane.claimBelow(ReliableFrame.DATA, ReliableFrame.DATA_BYTES + length)
                : lane.claimBelow(ReliableFrame.AGAIN, ReliableFrame.AGAIN_BYTES + length);
        if (room == null) {
            waitForBelow();
            return false;
        }
        room.putInt(session).putLong(sequence);
        lane.writeAcknowledgement(room);
        if (before > 0) {
            room.put((byte) Math.min(before, ReliableFrame.MAX_REPETITION));
        }
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
        recoverFrom = from.latestTransmission();
        recoverMore(from);
    }

    private void recoverMore(SendWindow from) {
        recoverNext = Math.max(recoverNext, from.base());
        for (int burst = 0; burst < MAX_BURST && recoverNext - recoverEnd < 0 && maySend(); recoverNext++) {
            if (!from.isAcknowledged(recoverNext) && from.transmission(recoverNext) <= recoverFrom) {
                retransmit(from, recoverNext);
                burst++;
            }
        }
    }

    // ---- the timer

    private boolean isArmed() {
        return timer != null && timer.isArmed();
    }

    private boolean maySend() {
        return !blockedBelow && !isPaused();
    }

    private void arm() {
        awaitsLoss = false;
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
        if (awaitsLoss) {
            arm();
            retransmitLosses(window, environment.clock().nanos());
            return;
        }
        timeout.expired();
        if (!lane.knowsPeer()) {
            lane.sendHello(true);
        } else if (isPaused()) {
            lane.probe();
        } else {
            recover(window);
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

    /** The peer leads a new life, and has not paused delivery in it. */
    void newLife() {
        switches = 0;
    }

    private boolean isPaused() {
        return (switches & 1) != 0;
    }

    /** What the peer says of whether it takes messages; what it said earlier may come later, and counts no more. */
    private void heed(int told) {
        boolean wasPaused = isPaused();
        switches = Math.max(switches, told);
        if (isPaused()) {
            // It is there, and has us wait: no reason to give it up.
            lastProgress = environment.clock().nanos();
        } else if (wasPaused) {
            peerBack();
        }
    }

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
        nextToTransmit = link.firstSequence();
        recoverNext = nextToTransmit;
        recoverEnd = nextToTransmit;
        losses.begin();
        spuriousBefore = spurious;
        retransmitsBefore = retransmits;
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
        if (window != null && frame.acknowledgedSession() == session) {
            acknowledged(window, frame, bytes);
        }
        if (frame.kind() == ReliableFrame.ACK) {
            heed(frame.switches());
        }
    }

    private void acknowledged(SendWindow open, ReliableFrame frame, ByteBuffer bytes) {
        long watermark = frame.acknowledgedWatermark();
        if (watermark - nextToTransmit > 0) {
            environment.report(new Fault(
                    lane.peer(),
                    Fault.Kind.PROTOCOL_VIOLATION,
                    "ReliableLink on channel '" + link.channel() + "': sequence " + (watermark - 1)
                            + " was acknowledged but not sent"));
            return;
        }
        if (frame.isData() && watermark - open.base() <= 0) {
            // It rides on a message, and tells what is known.
            return;
        }
        long now = environment.clock().nanos();
        newest = -1;
        newestSentOnce = -1;
        for (long sequence = open.base(); sequence - watermark < 0; sequence++) {
            acknowledge(open, sequence, now);
        }
        for (int word = 0; word < frame.words(); word++) {
            long first = watermark + (long) word * Long.SIZE;
            for (long bits = frame.word(bytes, word); bits != 0; bits &= bits - 1) {
                long sequence = first + Long.numberOfTrailingZeros(bits);
                if (open.contains(sequence) && sequence - nextToTransmit < 0) {
                    acknowledge(open, sequence, now);
                }
            }
        }
        if (newest >= 0) {
            progressed(open, now);
        }
        if (frame.kind() == ReliableFrame.ACK) {
            countSpurious(frame.needless(), now);
        }
        retransmitLosses(open, now);
    }

    private void acknowledge(SendWindow open, long sequence, long now) {
        if (open.isAcknowledged(sequence)) {
            return;
        }
        open.acknowledge(sequence);
        losses.arrived(open, sequence, now);
        newest = sequence;
        // Karn's rule: a message sent twice says nothing about the round trip.
        if (open.transmissions(sequence) == 1) {
            newestSentOnce = sequence;
        }
    }

    private void progressed(SendWindow open, long now) {
        if (newestSentOnce >= 0) {
            timeout.sample(now - open.sentAt(newestSentOnce));
        }
        lastProgress = now;
        open.slide();
        if (!open.isEmpty()) {
            recoverMore(open);
            arm();
        } else if (timer != null) {
            timer.cancel();
        }
        wakeWaiting();
    }

    private void countSpurious(long needless, long now) {
        // It cannot be more than were sent again, whatever the peer says.
        long total = spuriousBefore + Math.min(needless, retransmits - retransmitsBefore);
        if (total > spurious) {
            spurious = total;
            losses.needless(now);
        }
    }

    /** Sends again what is known to be lost; the timer waits for what is not certain yet. */
    private void retransmitLosses(SendWindow open, long now) {
        if (open.isEmpty() || !maySend()) {
            return;
        }
        long wait = losses.find(open, nextToTransmit, now, retransmitLost);
        if (wait != LossDetection.NOTHING && timer != null) {
            timer.rearm(Duration.ofNanos(wait));
            awaitsLoss = true;
        }
    }

    private void retransmitLost(long sequence) {
        if (window != null && maySend()) {
            retransmit(window, sequence);
        }
    }

    private MessageId id(long sequence) {
        Peer self = new Peer(environment.self(), environment.incarnation());
        return new MessageId(self, lane.peer(), ReliableLane.number(session, sequence));
    }
}
