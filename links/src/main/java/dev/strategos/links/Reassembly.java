package dev.strategos.links;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One message in parts. Its memory follows the bytes that have arrived, not the length that a peer announces. */
final class Reassembly {

    /** What a fragment made of the message. */
    enum Progress {
        COMPLETE,
        MORE_TO_COME,
        TOO_LONG,
        NOT_WANTED
    }

    private static final int FIRST_BYTES = 1 << 16;

    private final int maxBytes;
    private @Nullable ByteBuffer parts;
    private int length;

    Reassembly(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Begins a message, in place of one that was not completed; false if it is longer than the limit. */
    boolean begin(int bytes) {
        reset();
        if (bytes > maxBytes) {
            return false;
        }
        length = bytes;
        parts = ByteBuffer.allocate(Math.min(bytes, FIRST_BYTES));
        return true;
    }

    Progress add(ByteBuffer fragment) {
        ByteBuffer buffer = parts;
        if (buffer == null) {
            return Progress.NOT_WANTED;
        }
        int total = buffer.position() + fragment.remaining();
        if (total > length) {
            reset();
            return Progress.TOO_LONG;
        }
        if (total > buffer.capacity()) {
            int wider = (int) Math.min(length, Math.max(total, 2L * buffer.capacity()));
            buffer = ByteBuffer.allocate(wider).put(buffer.flip());
            parts = buffer;
        }
        buffer.put(fragment);
        return total == length ? Progress.COMPLETE : Progress.MORE_TO_COME;
    }

    /** The complete message, which is the caller's from now on. */
    ByteBuffer take() {
        ByteBuffer complete = parts;
        if (complete == null) {
            throw new IllegalStateException("no message is complete");
        }
        parts = null;
        return complete.flip().asReadOnlyBuffer();
    }

    void reset() {
        parts = null;
    }
}
