package dev.strategos.core;

import java.nio.ByteBuffer;

/**
 * A codec that knows a message's length before it encodes it, and so writes the message where it is to lie: with it, a link or an
 * outbox sends without a buffer per message.
 *
 * <p>Implementations are for any thread.
 *
 * <pre>{@code
 * SizedCodec<Point> codec = new SizedCodec<>() {
 *     public int encodedBytes(Point point) { return 2 * Integer.BYTES; }
 *     public void encode(Point point, ByteBuffer room) { room.putInt(point.x()).putInt(point.y()); }
 *     public Point decode(ByteBuffer bytes) throws MalformedMessageException { … }
 * };
 * }</pre>
 *
 * @param <M> the messages
 */
public interface SizedCodec<M> extends Codec<M> {

    /**
     * How long the message is when encoded.
     *
     * @param message not null
     * @return bytes, zero or more
     * @throws IllegalArgumentException if this codec does not take such messages
     */
    int encodedBytes(M message);

    /**
     * Writes the message.
     *
     * @param message not null
     * @param room borrowed; exactly {@link #encodedBytes} remain in it, all of which must be written
     */
    void encode(M message, ByteBuffer room);

    @Override
    default ByteBuffer encode(M message) {
        ByteBuffer bytes = ByteBuffer.allocate(encodedBytes(message));
        encode(message, bytes);
        return bytes.flip();
    }
}
