package dev.strategos.testkit.trace;

import dev.strategos.core.Codec;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.TraceSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a trace, and beside it what the messages said: a trace itself holds only which message it was, and its length.
 *
 * <pre>{@code
 * MessageNotes notes = new MessageNotes();
 * MemoryNetwork network = MemoryNetwork.builder(group).trace(notes).build();
 * network.node("alice").run(env -> new Counter(notes.over(fifoLink(env), codec)));
 * network.runFor(Duration.ofSeconds(1));
 * TraceView.of(notes.records()).decode(notes).write(file);
 * }</pre>
 *
 * <p>{@link #over} goes right below the protocol. What the protocol sends is noted with the topmost link that gives the message a number
 * of its own, so the message has its words at that layer, where it is sent, delivered and dropped; what that link sends to carry it is
 * another message. A link that gathers messages and sends them later, such as one of batches, leaves nothing to note.
 *
 * <p>For tests: it holds the whole trace and a text per message. Safe for any thread, so that nodes with loops of their own may share it.
 */
public final class MessageNotes implements TraceSink, MessageText {

    private final List<TraceRecord> records = new ArrayList<>();
    private final Map<Peer, Map<Long, String>> words = new LinkedHashMap<>();
    private final Map<Place, String> sending = new LinkedHashMap<>();

    /** How messages read. */
    @FunctionalInterface
    interface Reader {

        /** The message in words. */
        String read(ByteBuffer message) throws MalformedMessageException;
    }

    /** Where a message is being sent, until the first record of it: a node sends one at a time on a channel. */
    private record Place(NodeId node, String channel) {}

    /** Begins with nothing. */
    public MessageNotes() {}

    /**
     * Notes what is sent through a link.
     *
     * @param link the link that the protocol would use
     * @param codec how the protocol's messages are read; {@code toString} puts them into words
     * @return the link for the protocol
     */
    public Stackable over(Stackable link, Codec<?> codec) {
        Objects.requireNonNull(codec, "codec");
        return new NotedLink(link, this, message -> String.valueOf(codec.decode(message)));
    }

    /**
     * Notes what is sent through a link.
     *
     * @param link the link that the protocol would use
     * @param lens how the protocol's messages are read; {@code toString} puts them into words
     * @return the link for the protocol
     */
    public Stackable over(Stackable link, MessageLens<?> lens) {
        Objects.requireNonNull(lens, "lens");
        return new NotedLink(link, this, message -> String.valueOf(lens.decode(message)));
    }

    /** Lets a link send; the first message that it numbers meanwhile has these words. */
    void whileSending(Stackable link, String text, Runnable send) {
        Place place = new Place(link.environment().self(), link.channel());
        synchronized (records) {
            sending.put(place, text);
        }
        try {
            send.run();
        } finally {
            synchronized (records) {
                sending.remove(place);
            }
        }
    }

    @Override
    public void accept(TraceRecord record) {
        synchronized (records) {
            records.add(record);
            if (record.event() instanceof TraceEvent.Send send) {
                String text = sending.remove(new Place(record.peer().id(), send.channel()));
                if (text != null) {
                    words.computeIfAbsent(record.peer(), peer -> new LinkedHashMap<>())
                            .put(record.index(), text);
                }
            }
        }
    }

    /**
     * What has happened so far.
     *
     * @return a copy, in the order in which it was recorded
     */
    public List<TraceRecord> records() {
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    @Override
    public @Nullable String of(TraceRecord record) {
        synchronized (records) {
            return words.getOrDefault(record.peer(), Map.of()).get(record.index());
        }
    }
}
