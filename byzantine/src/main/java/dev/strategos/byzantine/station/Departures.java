package dev.strategos.byzantine.station;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * The way to one peer: what the link has no room for waits, up to a bound. Beyond it messages are lost to that peer alone, which then counts
 * as faulty; no general can be made to keep everything for one that takes nothing.
 */
final class Departures {

    private static final int MOST_WAITING = 16_384;
    private static final long MOST_BYTES = 4 << 20;

    private final Environment env;
    private final Lane lane;
    private final long mostBytes;
    private final IntConsumer onHanded;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean overflowing;

    /**
     * Nothing waits yet.
     *
     * @param onHanded told the length of each message that the link has taken
     */
    Departures(Environment env, Lane lane, long longestMessage, IntConsumer onHanded) {
        this.env = env;
        this.lane = lane;
        this.onHanded = onHanded;
        this.mostBytes = Math.max(MOST_BYTES, 4 * longestMessage);
    }

    /** Hands the message to the link, now or later, if there is room for it at all. */
    void send(ByteBuffer message) {
        if (waiting.isEmpty() && handOver(message)) {
            return;
        }
        if (waiting.size() >= MOST_WAITING || waitingBytes + message.remaining() > mostBytes) {
            reportOverflow();
            return;
        }
        waiting.add(message);
        waitingBytes += message.remaining();
        if (waiting.size() == 1) {
            lane.whenReady(this::flush);
        }
    }

    private boolean handOver(ByteBuffer message) {
        if (!lane.offer(message)) {
            return false;
        }
        onHanded.accept(message.remaining());
        return true;
    }

    private void flush() {
        while (!waiting.isEmpty() && handOver(waiting.getFirst())) {
            waitingBytes -= waiting.removeFirst().remaining();
        }
        if (waiting.isEmpty()) {
            overflowing = false;
        } else {
            lane.whenReady(this::flush);
        }
    }

    private void reportOverflow() {
        if (!overflowing) {
            overflowing = true;
            env.report(new Fault(
                    lane.peer(),
                    Fault.Kind.OVERLOAD,
                    "takes nothing: " + waiting.size() + " messages wait for it already, and more are dropped"));
        }
    }
}
