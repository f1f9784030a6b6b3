package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import dev.strategos.core.TraceEvent;
import dev.strategos.links.LoggedFrame.Open;
import dev.strategos.links.LoggedFrame.State;
import dev.strategos.links.LoggedFrame.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link LoggedLane} that sends: keeps every unacknowledged message on stable storage, and sends it in each session of the
 * link below from where the receiver's log ends.
 *
 * <p>Each message carries a tag, the life in which it was accepted. Two messages of one sequence, one before a rollback of the storage
 * and one after, have different tags; so the tag of the last message in the log tells whether both ends mean the same history.
 */
final class LoggedSender {

    private static final int STORED_BYTES = StreamId.BYTES + 3 * Long.BYTES + 1;

    private final LoggedLane lane;
    private final Environment environment;
    private final LoggedConfig config;
    private final GroupCommit commit;
    private final StableStorage storage;
    private final String key;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    private @Nullable StreamId stream;
    private @Nullable StreamBreak cause;
    private int nextOrdinal;
    private boolean streamDurable;
    /** The first unacknowledged sequence, and the tag of the one before it. */
    private long base;

    private long baseTag;
    private long next;
    private long durableNext;
    private long transmitNext;
    private long transmitted;
    private long bytes;
    private boolean open;
    private int attempt;
    private boolean full;

    private long accepted;
    private long refused;
    private long retransmits;

    LoggedSender(LoggedLane lane, Environment environment, LoggedConfig config, GroupCommit commit, String key) {
        this.lane = lane;
        this.environment = environment;
        this.config = config;
        this.commit = commit;
        this.storage = commit.storage();
        this.key = key;
        ByteBuffer stored = storage.get(key);
        if (stored != null) {
            load(stored);
        }
    }

    private void load(ByteBuffer stored) {
        stream = StreamId.read(stored);
        base = stored.getLong();
        baseTag = stored.getLong();
        next = stored.getLong();
        cause = StreamBreak.ofCode(stored.get());
        durableNext = next;
        streamDurable = true;
        for (long sequence = base; sequence < next; sequence++) {
            bytes += message(sequence).remaining();
        }
        requestOpen();
    }

    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    long retransmits() {
        return retransmits;
    }

    long inFlightBytes() {
        return bytes;
    }

    int inFlight() {
        return (int) (next - base);
    }

    // ---- from above

    boolean offer(ByteBuffer message, Consumer<SyncResult> onAccepted) {
        int length = message.remaining();
        if (next - base >= config.window() || bytes + length > config.windowBytes()) {
            refused++;
            full = true;
            return false;
        }
        StreamId of = stream == null ? begin(null) : stream;
        long sequence = next;
        put(environment.incarnation().number(), message);
        store();
        commit.whenDurable(result -> {
            if (result instanceof SyncResult.Durable) {
                accepted++;
                trace(sequence, length);
                durable(of, sequence + 1);
            }
            onAccepted.accept(result);
        });
        return true;
    }

    void whenReady(Runnable action) {
        waiting.add(Objects.requireNonNull(action, "action"));
        if (!full) {
            environment.atEndOfTurn(this::wakeWaiting);
        }
    }

    private void wakeWaiting() {
        full = false;
        for (int count = waiting.size(); count > 0; count--) {
            waiting.remove().run();
        }
    }

    private void trace(long sequence, int length) {
        if (environment.tracer().isOn()) {
            Peer self = new Peer(environment.self(), environment.incarnation());
            environment
                    .tracer()
                    .trace(new TraceEvent.Send(
                            lane.channel(), LoggedLink.LAYER, new MessageId(self, lane.peer(), sequence), length));
        }
    }

    // ---- the storage

    private StreamId begin(@Nullable StreamBreak why) {
        StreamId begun = new StreamId(environment.incarnation().number(), nextOrdinal++);
        stream = begun;
        cause = why;
        streamDurable = false;
        base = 0;
        baseTag = 0;
        next = 0;
        durableNext = 0;
        transmitted = 0;
        bytes = 0;
        open = false;
        return begun;
    }

    private void put(long tag, ByteBuffer message) {
        ByteBuffer stored = ByteBuffer.allocate(Long.BYTES + message.remaining());
        storage.put(keyOf(next), stored.putLong(tag).put(message.duplicate()).flip());
        bytes += message.remaining();
        next++;
    }

    private void store() {
        ByteBuffer stored = ByteBuffer.allocate(STORED_BYTES);
        Objects.requireNonNull(stream, "stream").write(stored);
        storage.put(
                key,
                stored.putLong(base)
                        .putLong(baseTag)
                        .putLong(next)
                        .put(StreamBreak.codeOf(cause))
                        .flip());
    }

    /** All before that sequence is durable, and may be sent. */
    private void durable(StreamId of, long end) {
        if (of.equals(stream)) {
            durableNext = Math.max(durableNext, end);
            if (!streamDurable) {
                streamDurable = true;
                requestOpen();
            }
            lane.flush();
        }
    }

    private String keyOf(long sequence) {
        return key + "/" + sequence;
    }

    private ByteBuffer stored(long sequence) {
        ByteBuffer stored = storage.get(keyOf(sequence));
        if (stored == null) {
            throw new IllegalStateException("the storage has no message '" + keyOf(sequence) + "', although those from "
                    + base + " to " + next + " are not acknowledged");
        }
        return stored;
    }

    private ByteBuffer message(long sequence) {
        return stored(sequence).position(Long.BYTES).slice();
    }

    private long tag(long sequence) {
        return sequence == base - 1 ? baseTag : stored(sequence).getLong();
    }

    // ---- the handshake

    /** The link below has begun a new session: what it had under way is gone. */
    void newSession() {
        if (stream != null && streamDurable) {
            requestOpen();
        }
    }

    /** The receiver has room again for what it refused. */
    void resume() {
        newSession();
    }

    private void requestOpen() {
        open = false;
        attempt++;
        lane.offerStream();
    }

    Open opening() {
        return new Open(attempt, Objects.requireNonNull(stream, "stream"), base, cause);
    }

    void answered(State state) {
        StreamId current = stream;
        if (state.attempt() != attempt || open || current == null || !streamDurable) {
            return;
        }
        if (state.verdict() == Verdict.UNKNOWN) {
            beginAgain(StreamBreak.RECEIVER_LOST, Long.MIN_VALUE);
        } else if (state.verdict() == Verdict.OUTDATED) {
            // Of the life that tagged the last message, nobody knows which ones the log has: again is better than
            // never.
            beginAgain(StreamBreak.SENDER_ROLLED_BACK, state.lastTag());
        } else if (state.watermark() < base) {
            beginAgain(StreamBreak.RECEIVER_ROLLED_BACK, Long.MIN_VALUE);
        } else if (state.watermark() > durableNext
                || (state.watermark() > 0 && tag(state.watermark() - 1) != state.lastTag())) {
            // What was accepted up to the life of that message is from before the rollback, and in the log.
            beginAgain(StreamBreak.SENDER_ROLLED_BACK, state.lastTag() + 1);
        } else {
            if (state.verdict() == Verdict.REPLACES && cause == null) {
                lane.streamBroken(environment.self(), lane.peer(), StreamBreak.SENDER_LOST);
            }
            open = true;
            transmitNext = state.watermark();
            forget(state.watermark());
            lane.flush();
        }
    }

    /** Begins a new stream with those messages that have that tag or a higher one. */
    private void beginAgain(StreamBreak why, long lowestTag) {
        lane.streamBroken(environment.self(), lane.peer(), why);
        List<ByteBuffer> kept = new ArrayList<>();
        for (long sequence = base; sequence < next; sequence++) {
            ByteBuffer message = stored(sequence);
            if (message.getLong(0) >= lowestTag) {
                kept.add(message);
            }
            storage.put(keyOf(sequence), null);
        }
        StreamId begun = begin(why);
        for (ByteBuffer message : kept) {
            put(message.getLong(), message);
        }
        store();
        long end = next;
        commit.whenDurable(result -> {
            if (result instanceof SyncResult.Durable) {
                durable(begun, end);
            }
        });
        wakeWaiting();
    }

    // ---- sending

    /** Sends what is durable, as far as the link below takes it. */
    boolean transmit() {
        while (open && transmitNext < durableNext) {
            if (!lane.sendData(transmitNext, stored(transmitNext))) {
                return false;
            }
            retransmits += transmitNext < transmitted ? 1 : 0;
            transmitNext++;
            transmitted = Math.max(transmitted, transmitNext);
        }
        return true;
    }

    void acknowledged(long watermark) {
        if (!open || watermark <= base) {
            return;
        }
        if (watermark > transmitNext) {
            environment.report(new Fault(
                    lane.peer(),
                    Fault.Kind.PROTOCOL_VIOLATION,
                    "LoggedLink on channel '" + lane.channel() + "': sequence " + (watermark - 1)
                            + " was acknowledged but not sent"));
            return;
        }
        forget(watermark);
    }

    /** Removes what the receiver's log has. A crash may bring it back; then the next handshake removes it again. */
    private void forget(long watermark) {
        if (watermark == base) {
            return;
        }
        baseTag = tag(watermark - 1);
        while (base < watermark) {
            bytes -= message(base).remaining();
            storage.put(keyOf(base), null);
            base++;
        }
        store();
        commit.whenDurable(result -> {});
        wakeWaiting();
    }
}
