package dev.strategos.links;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;

/**
 * The last few messages that were put into an outbox, before they go into its ring together.
 *
 * <p>It stays in the cache of those who put in. Writing a message straight into the ring would wait each time for memory that the
 * loop's processor read last. For whoever has the right to put in; the loop takes that right to fetch what is here when the ring is empty.
 */
final class OutboxStage {

    private static final int BYTES = 1 << 12;

    private final OutboxRing ring;
    private final ByteBuffer records = ByteBuffer.allocate(BYTES);
    private int used;

    OutboxStage(OutboxRing ring) {
        this.ring = ring;
    }

    /** How many bytes wait here. */
    int bytes() {
        return used;
    }

    /** Writes a message behind all others, here or, where it is long, into the ring. */
    <T> void put(T message, int length, SizedCodec<T> codec) {
        long size = OutboxRing.size(length);
        if (size > BYTES - used) {
            flush();
        }
        if (size > BYTES) {
            ring.put(message, length, codec);
        } else {
            OutboxRing.write(records, used, message, length, codec);
            used += (int) size;
        }
    }

    /** Moves all that is here into the ring. */
    void flush() {
        if (used > 0) {
            ring.putRun(records.array(), used);
            used = 0;
        }
    }
}
