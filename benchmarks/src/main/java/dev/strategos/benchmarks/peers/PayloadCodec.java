package dev.strategos.benchmarks.peers;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;

/** The payload's bytes as they are; one for each thread that decodes. */
final class PayloadCodec implements SizedCodec<Payload> {

    private final Payload arrived = new Payload();

    @Override
    public int encodedBytes(Payload message) {
        return message.length();
    }

    @Override
    public void encode(Payload message, ByteBuffer room) {
        message.write(room);
    }

    @Override
    public Payload decode(ByteBuffer bytes) {
        arrived.read(bytes);
        return arrived;
    }
}
