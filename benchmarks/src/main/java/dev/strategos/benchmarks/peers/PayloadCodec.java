package dev.strategos.benchmarks.peers;

import dev.strategos.core.Codec;
import java.nio.ByteBuffer;

/** The payload's bytes as they are; one for each thread that decodes. */
final class PayloadCodec implements Codec<Payload> {

    private final Payload arrived = new Payload();

    @Override
    public ByteBuffer encode(Payload message) {
        ByteBuffer bytes = ByteBuffer.allocate(message.length());
        message.write(bytes);
        return bytes.flip();
    }

    @Override
    public Payload decode(ByteBuffer bytes) {
        arrived.read(bytes);
        return arrived;
    }
}
