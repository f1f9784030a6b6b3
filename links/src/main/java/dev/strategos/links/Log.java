package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The log of a {@link LoggedLink}: the messages of all senders in the order of their arrival, on stable storage.
 *
 * <p>A message that is in the log is delivered: it is durable, it is there once, and messages of one sender are in the order of sending.
 * Positions count from 0 and are never used again. The application keeps the position up to which it has worked by itself; its effects
 * are exactly-once only if it stores both in one commit. What it needs no more it discards, since a full log makes senders
 * wait.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * log.onAppended(() -> {
 *     for (LogEntry entry : log.read(position, 100)) {
 *         account.apply(entry.message());
 *         position = entry.position() + 1;
 *     }
 *     env.storage().put("account", account.encode(position));
 *     env.storage().sync(result -> log.discardUpTo(position));
 * });
 * }</pre>
 */
public final class Log {

    private static final int HEAD_BYTES = 2 * Long.BYTES;

    private final Environment environment;
    private final GroupCommit commit;
    private final StableStorage storage;
    private final LoggedConfig config;
    private final String key;
    private final Runnable roomMade;
    private Runnable listener = () -> {};
    private long first;
    /** The end of what is durable. */
    private long durable;
    /** The end of what was put; the next position. */
    private long next;

    private long bytes;

    Log(Environment environment, GroupCommit commit, LoggedConfig config, String key, Runnable roomMade) {
        this.environment = environment;
        this.commit = commit;
        this.storage = commit.storage();
        this.config = config;
        this.key = key;
        this.roomMade = roomMade;
        ByteBuffer head = storage.get(key);
        if (head != null) {
            first = head.getLong();
            next = head.getLong();
            durable = next;
            for (long position = first; position < next; position++) {
                bytes += entry(position).message().remaining();
            }
        }
    }

    /**
     * The position after the last entry: where the next one will be.
     *
     * @return zero or more
     */
    public long nextPosition() {
        environment.requireLoop("Log.nextPosition");
        return durable;
    }

    /**
     * The position of the oldest entry that is there, or {@link #nextPosition()} if none is.
     *
     * @return zero or more
     */
    public long firstPosition() {
        environment.requireLoop("Log.firstPosition");
        return first;
    }

    /**
     * Reads entries in the order of their positions.
     *
     * @param fromPosition where to begin, {@link #firstPosition()} to {@link #nextPosition()}
     * @param max how many at most, at least 1
     * @return as many as there are, up to {@code max}
     * @throws IllegalArgumentException if {@code max} is below 1, or the position was discarded, or is beyond the end, as an application
     *     finds whose storage was rolled back
     */
    public List<LogEntry> read(long fromPosition, int max) {
        environment.requireLoop("Log.read");
        requireWithin("fromPosition", fromPosition);
        if (max < 1) {
            throw new IllegalArgumentException("max: must be at least 1, but was " + max);
        }
        long end = durable - fromPosition > max ? fromPosition + max : durable;
        List<LogEntry> entries = new ArrayList<>();
        for (long position = fromPosition; position < end; position++) {
            entries.add(entry(position));
        }
        return entries;
    }

    /**
     * Says who is told that entries were appended, once for several.
     *
     * @param action takes the place of an earlier one; called on the loop
     */
    public void onAppended(Runnable action) {
        environment.requireLoop("Log.onAppended");
        listener = Objects.requireNonNull(action, "action");
    }

    /**
     * Removes entries. If the node crashes soon, they may be there again.
     *
     * @param position the first one to stay, {@link #firstPosition()} to {@link #nextPosition()}
     * @throws IllegalArgumentException if the position is out of range
     */
    public void discardUpTo(long position) {
        environment.requireLoop("Log.discardUpTo");
        requireWithin("position", position);
        if (position == first) {
            return;
        }
        while (first < position) {
            bytes -= entry(first).message().remaining();
            storage.put(keyOf(first), null);
            first++;
        }
        putHead();
        commit.whenDurable(result -> {});
        roomMade.run();
    }

    private void requireWithin(String field, long position) {
        if (position < first || position > durable) {
            throw new IllegalArgumentException(field + ": must be " + first + " to " + durable
                    + ", where this log begins and ends, but was " + position);
        }
    }

    boolean hasRoomFor(int messageBytes) {
        return next - first < config.logEntries() && (next == first || bytes + messageBytes <= config.logBytes());
    }

    /** Puts an entry, to be durable with the next commit. */
    void append(NodeId from, ByteBuffer message) {
        byte[] name = from.name().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer entry = ByteBuffer.allocate(1 + name.length + message.remaining());
        entry.put((byte) name.length).put(name).put(message.duplicate());
        storage.put(keyOf(next), entry.flip());
        bytes += message.remaining();
        next++;
        putHead();
    }

    /** The end of what was put so far. */
    long end() {
        return next;
    }

    /** All before that position is durable now. */
    void durableUpTo(long position) {
        if (position > durable) {
            durable = position;
            listener.run();
        }
    }

    private void putHead() {
        storage.put(
                key,
                ByteBuffer.allocate(HEAD_BYTES).putLong(first).putLong(next).flip());
    }

    private LogEntry entry(long position) {
        ByteBuffer stored = storage.get(keyOf(position));
        if (stored == null) {
            throw new IllegalStateException("the storage has no entry " + position + " of the log '" + key
                    + "', which begins at " + first + " and ends at " + next);
        }
        byte[] name = new byte[stored.get() & 0xFF];
        stored.get(name);
        return new LogEntry(position, NodeId.of(new String(name, StandardCharsets.US_ASCII)), stored.slice());
    }

    private String keyOf(long position) {
        return key + "/" + position;
    }
}
