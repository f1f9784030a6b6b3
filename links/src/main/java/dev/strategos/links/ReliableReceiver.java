package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.Timer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link ReliableLane} that receives: delivers each message of the peer's session once, and acknowledges what it has
 * delivered.
 *
 * <p>An acknowledgement rides on the next message to the peer, or goes alone after a delay; at once, at the end of the turn, when something
 * was sent again, when a quarter of the window is owed, when the peer asks, or when delivery is paused or resumed. Beside a gap, and for
 * copies, it goes once as many messages have come as it has words, and is said once more after the delay.
 */
final class ReliableReceiver {

    /** How far above the watermark an acknowledgement looks: 4,096 messages; whatever lies beyond is told as the watermark moves. */
    private static final int MAX_WORDS = 64;

    private final ReliableLane lane;
    private final ReliableLink link;
    private final Environment environment;
    private final ReliableConfig config;

    private ReceiveWindow window;
    private Repetitions repetitions;
    private int session = ReliableFrame.NO_SESSION;
    /** How often delivery was paused or resumed in this life: odd while it is paused. */
    private int switches;
    /** How many messages of the session were sent again though they had arrived. */
    private long needless;

    private int owed;
    private long owedBytes;
    /** What has arrived since an acknowledgement told of all above the watermark. */
    private int untold;
    /** Whether it is to be told once more, as the frame may be lost and little else comes while the sender's window is full. */
    private boolean toBeRepeated;

    private boolean dueAtEndOfTurn;
    private @Nullable Timer timer;

    private long delivered;
    private long dropped;
    private long duplicates;

    ReliableReceiver(ReliableLane lane, ReliableLink link, ReliableConfig config) {
        this.lane = lane;
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.window = new ReceiveWindow(config.window(), link.firstSequence());
        this.repetitions = new Repetitions(config.window());
    }

    long delivered() {
        return delivered;
    }

    long dropped() {
        return dropped;
    }

    long duplicates() {
        return duplicates;
    }

    /** The peer leads a new life, or a first one that is known: nothing of it was received. */
    void newLife() {
        begin(ReliableFrame.NO_SESSION);
    }

    private void begin(int newSession) {
        session = newSession;
        window = new ReceiveWindow(config.window(), link.firstSequence());
        repetitions = new Repetitions(config.window());
        needless = 0;
        untold = 0;
        owed = 0;
        owedBytes = 0;
    }

    private boolean isPaused() {
        return (switches & 1) != 0;
    }

    void pause() {
        if (!isPaused()) {
            switches++;
            acknowledgeSoon(true);
        }
    }

    /** Takes messages again. If the peer does not hear of it now, it will ask. */
    void resume() {
        if (isPaused()) {
            switches++;
            acknowledgeSoon(true);
        }
    }

    /** The peer asks. */
    void probed() {
        acknowledgeSoon(true);
    }

    void received(Peer from, ReliableFrame frame, ByteBuffer message) {
        if (frame.session() < session) {
            drop(from, frame, DropReason.STALE_SESSION);
            return;
        }
        if (frame.session() > session) {
            begin(frame.session());
        }
        long sequence = frame.sequence();
        boolean isAgain = frame.repetition() > 0 && repetitions.note(sequence, frame.repetition());
        if (window.isDuplicate(sequence)) {
            duplicates++;
            needless += isAgain ? 1 : 0;
            untold++;
            link.dropped(id(from, frame), DropReason.DUPLICATE);
            acknowledgeSoon(isAgain || hasMuchToTell());
        } else if (!window.isWithin(sequence)) {
            drop(from, frame, DropReason.OUT_OF_WINDOW);
        } else if (!link.isHeard()) {
            drop(from, frame, DropReason.CHANNEL_NOT_OPEN);
        } else if (isPaused()) {
            drop(from, frame, DropReason.PAUSED);
            acknowledgeSoon(true);
        } else {
            window.deliver(sequence);
            delivered++;
            owed++;
            untold++;
            owedBytes += message.remaining();
            acknowledgeSoon(isAgain || owesMuch() || (window.hasGap() && hasMuchToTell()));
            link.deliver(from, ReliableLane.number(frame.session(), frame.sequence()), message);
        }
    }

    void drop(Peer from, ReliableFrame frame, DropReason reason) {
        dropped++;
        link.dropped(id(from, frame), reason);
    }

    /** A quarter of the window, by count or by bytes: the sender is to hear of it before it has to stop. */
    private boolean owesMuch() {
        return owed >= Math.max(1, config.window() / 4) || owedBytes >= config.windowBytes() / 4;
    }

    /**
     * A message for each word: an acknowledgement is as dear as it is wide, at both ends. So what it costs for each message does not
     * grow with the window.
     */
    private boolean hasMuchToTell() {
        return untold >= window.words();
    }

    private void acknowledgeSoon(boolean now) {
        if (now) {
            if (!dueAtEndOfTurn) {
                dueAtEndOfTurn = true;
                environment.atEndOfTurn(this::acknowledge);
            }
        } else if (timer == null) {
            timer = environment.schedule(config.acknowledgementDelay(), this::acknowledgeIfOwed);
        } else if (!timer.isArmed()) {
            timer.rearm(config.acknowledgementDelay());
        }
    }

    private void acknowledgeIfOwed() {
        if (owed > 0 || untold > 0) {
            acknowledge();
        } else if (toBeRepeated) {
            acknowledge();
            toBeRepeated = false;
        }
    }

    private void acknowledge() {
        dueAtEndOfTurn = false;
        int words = Math.min(window.words(), MAX_WORDS);
        ByteBuffer room = lane.claimBelow(ReliableFrame.ACK, ReliableFrame.ackBytes(words));
        if (room == null) {
            // The peer sends again, and is answered then.
            return;
        }
        writeAcknowledgement(room);
        untold = 0;
        room.putLong(needless).putInt(switches).put((byte) words);
        for (int word = 0; word < words; word++) {
            room.putLong(window.word(word));
        }
        lane.commitBelow();
        toBeRepeated = words > 0;
        if (toBeRepeated) {
            acknowledgeSoon(false);
        }
    }

    /** Tells up to where all was delivered; so nothing is owed until more arrives. */
    void writeAcknowledgement(ByteBuffer room) {
        room.putInt(session).putLong(window.watermark());
        owed = 0;
        owedBytes = 0;
    }

    private MessageId id(Peer from, ReliableFrame frame) {
        return new MessageId(from, environment.self(), ReliableLane.number(frame.session(), frame.sequence()));
    }
}
