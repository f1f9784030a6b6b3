package dev.strategos.links;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;

/** Messages that are bytes already, from position to limit, as they are. */
final class EncodedBytes implements SizedCodec<ByteBuffer> {

    static final EncodedBytes CODEC = new EncodedBytes();

    private EncodedBytes() {}

    @Override
    public int encodedBytes(ByteBuffer message) {
        return message.remaining();
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer room) {
        room.put(message.duplicate());
    }

    @Override
    public ByteBuffer decode(ByteBuffer bytes) {
        return bytes;
    }
}
