package dev.strategos.benchmarks.stall;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;

/** A number in a message of a fixed length. */
final class NumberCodec implements SizedCodec<Long> {

    private final int bytes;

    NumberCodec(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public int encodedBytes(Long message) {
        return bytes;
    }

    @Override
    public void encode(Long message, ByteBuffer room) {
        room.putLong(message);
        while (room.hasRemaining()) {
            room.put((byte) 0);
        }
    }

    @Override
    public Long decode(ByteBuffer bytes) {
        return bytes.getLong();
    }
}
