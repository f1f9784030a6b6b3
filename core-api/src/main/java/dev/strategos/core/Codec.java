package dev.strategos.core;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns messages into bytes and back.
 *
 * <p>Decoding meets bytes from anybody: whatever they are, it returns a message or throws {@link MalformedMessageException},
 * and its memory stays in proportion to the bytes' length. Implementations are for any thread.
 *
 * @param <M> the messages
 */
public interface Codec<M> {

    /**
     * The message as bytes.
     *
     * @param message not null
     * @return a buffer from position to limit, the caller's own
     * @throws IllegalArgumentException if this codec does not take such messages
     */
    ByteBuffer encode(M message);

    /**
     * The message that the bytes mean.
     *
     * @param bytes from position to limit; borrowed, so nothing of it may stay
     * @return the message
     * @throws MalformedMessageException if the bytes mean none
     */
    M decode(ByteBuffer bytes) throws MalformedMessageException;

    /**
     * Text as UTF-8. Bytes that are not well-formed UTF-8 are refused, not replaced.
     *
     * @return the codec
     */
    static Codec<String> utf8() {
        return new Codec<>() {
            @Override
            public ByteBuffer encode(String message) {
                try {
                    return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(message));
                } catch (CharacterCodingException e) {
                    throw new IllegalArgumentException(
                            "message: has an unpaired surrogate, which UTF-8 cannot express", e);
                }
            }

            @Override
            public String decode(ByteBuffer bytes) throws MalformedMessageException {
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(bytes.duplicate())
                            .toString();
                } catch (CharacterCodingException e) {
                    throw new MalformedMessageException("not well-formed UTF-8", e);
                }
            }
        };
    }
}
