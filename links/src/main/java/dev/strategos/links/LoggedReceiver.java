package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.SyncResult;
import dev.strategos.core.TraceEvent;
import dev.strategos.links.LoggedFrame.Open;
import dev.strategos.links.LoggedFrame.State;
import dev.strategos.links.LoggedFrame.Verdict;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link LoggedLane} that receives: appends to the log, with the stream's watermark in the same commit, and acknowledges
 * what is durable.
 */
final class LoggedReceiver {

    private static final int STORED_BYTES = StreamId.BYTES + 2 * Long.BYTES;

    private final LoggedLane lane;
    private final Environment environment;
    private final GroupCommit commit;
    private final Log log;
    private final String key;

    private @Nullable StreamId stream;
    /** The next sequence that the log has not, durable or not. */
    private long watermark;
    /** The tag of the message before the watermark. */
    private long lastTag;

    private long durableWatermark;
    /** Whether the sender has opened its stream and may send. */
    private boolean listening;
    /** Whether the log was full. */
    private boolean starved;
    /** Counts what makes an answer under way worthless. */
    private int generation;

    private long delivered;
    private long duplicates;
    private long dropped;

    LoggedReceiver(LoggedLane lane, Environment environment, GroupCommit commit, Log log, String key) {
        this.lane = lane;
        this.environment = environment;
        this.commit = commit;
        this.log = log;
        this.key = key;
        ByteBuffer stored = commit.storage().get(key);
        if (stored != null) {
            stream = StreamId.read(stored);
            watermark = stored.getLong();
            lastTag = stored.getLong();
            durableWatermark = watermark;
        }
    }

    long delivered() {
        return delivered;
    }

    long duplicates() {
        return duplicates;
    }

    long dropped() {
        return dropped;
    }

    /** What of the stream is in the log for good: all that may be acknowledged. */
    long durableWatermark() {
        return durableWatermark;
    }

    /** The link below has begun a new session: the sender will open its stream again. */
    void newSession() {
        listening = false;
        starved = false;
        generation++;
    }

    void opened(Open open) {
        newSession();
        Verdict verdict = verdict(open);
        if (verdict == Verdict.NEW || verdict == Verdict.REPLACES) {
            begin(open, verdict);
        }
        // Whoever is behind what it acknowledged says so, and takes nothing until the sender has begun anew.
        listening = verdict != Verdict.UNKNOWN && verdict != Verdict.OUTDATED && watermark >= open.base();
        State answer = new State(open.attempt(), verdict, watermark, lastTag);
        int now = generation;
        commit.whenDurable(result -> {
            if (now == generation && result instanceof SyncResult.Durable) {
                lane.answer(answer);
            }
        });
    }

    private Verdict verdict(Open open) {
        int age = stream == null ? 1 : open.stream().compareTo(stream);
        if (age < 0) {
            return Verdict.OUTDATED;
        }
        if (age == 0) {
            return Verdict.KNOWN;
        }
        if (open.base() > 0) {
            return Verdict.UNKNOWN;
        }
        return stream == null ? Verdict.NEW : Verdict.REPLACES;
    }

    private void begin(Open open, Verdict verdict) {
        NodeId self = environment.self();
        StreamBreak cause = open.cause();
        if (cause != null) {
            lane.streamBroken(lane.peer(), self, cause);
        } else if (verdict == Verdict.REPLACES) {
            lane.streamBroken(lane.peer(), self, StreamBreak.SENDER_LOST);
        }
        stream = open.stream();
        watermark = 0;
        lastTag = 0;
        durableWatermark = 0;
        store();
    }

    void received(Peer from, long sequence, long tag, ByteBuffer message) {
        if (!listening) {
            dropped++;
        } else if (sequence < watermark) {
            duplicates++;
        } else if (sequence > watermark || tag < 1) {
            listening = false;
            dropped++;
            environment.report(new Fault(
                    from.id(),
                    Fault.Kind.PROTOCOL_VIOLATION,
                    "LoggedLink on channel '" + lane.channel() + "': sequence " + sequence + " of tag " + tag
                            + " came, and " + watermark + " was next"));
        } else if (!log.hasRoomFor(message.remaining())) {
            listening = false;
            starved = true;
            dropped++;
        } else {
            append(from.id(), tag, message);
        }
    }

    private void append(NodeId from, long tag, ByteBuffer message) {
        MessageId id = new MessageId(new Peer(from, new Incarnation(tag)), environment.self(), watermark);
        int bytes = message.remaining();
        log.append(from, message);
        watermark++;
        lastTag = tag;
        store();
        StreamId of = stream;
        long end = log.end();
        long sequence = watermark;
        commit.whenDurable(result -> {
            if (result instanceof SyncResult.Durable) {
                delivered++;
                if (environment.tracer().isOn()) {
                    environment.tracer().trace(new TraceEvent.Deliver(lane.channel(), LoggedLink.LAYER, id, bytes));
                }
                if (of != null && of.equals(stream)) {
                    durableWatermark = sequence;
                    lane.acknowledge();
                }
                log.durableUpTo(end);
            }
        });
    }

    private void store() {
        StreamId of = stream;
        if (of != null) {
            ByteBuffer stored = ByteBuffer.allocate(STORED_BYTES);
            of.write(stored);
            commit.storage().put(key, stored.putLong(watermark).putLong(lastTag).flip());
        }
    }

    /** The log has room again. */
    void roomMade() {
        if (starved) {
            starved = false;
            lane.resume();
        }
    }
}
