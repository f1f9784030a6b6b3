package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message with kings, behind the header of {@link MessageFormat}:
 *
 * <pre>
 *  king     u8 parts: bit 0 a vote, bit 1 a decree | (varint length | vote) | (varint length | decree)
 * </pre>
 */
final class KingFormat {

    private static final int VOTE = 1;
    private static final int DECREE = 2;

    private final MessageFormat format;

    KingFormat(MessageFormat format) {
        this.format = format;
    }

    ByteBuffer encode(KingMessage message) {
        Bytes vote = message.vote();
        Bytes decree = message.decree();
        ByteBuffer buffer = ByteBuffer.allocate(MessageFormat.HEADER_BYTES + 1 + bytes(vote) + bytes(decree));
        format.putHeader(buffer, message.instance(), message.commander(), message.round());
        buffer.put((byte) ((vote == null ? 0 : VOTE) | (decree == null ? 0 : DECREE)));
        if (vote != null) {
            MessageFormat.putBytes(buffer, vote);
        }
        if (decree != null) {
            MessageFormat.putBytes(buffer, decree);
        }
        return buffer.flip();
    }

    private static int bytes(@Nullable Bytes value) {
        return value == null ? 0 : MessageFormat.varintBytes(value.length()) + value.length();
    }

    KingMessage decode(WireHeader header, ByteBuffer body) throws MalformedMessageException {
        int parts = body.hasRemaining() ? body.get() & 0xff : -1;
        if (parts < 0 || parts > (VOTE | DECREE)) {
            throw new MalformedMessageException("parts " + parts + " instead of 0 to 3");
        }
        Bytes vote = (parts & VOTE) == 0 ? null : format.value(body);
        Bytes decree = (parts & DECREE) == 0 ? null : format.value(body);
        MessageFormat.requireEnd(body);
        return new KingMessage(header.instance(), header.commander(), header.round(), vote, decree);
    }

    /** The longest message: a king's that stops early. */
    static long longest(int maxValueBytes) {
        return MessageFormat.HEADER_BYTES + 1 + 2L * (MessageFormat.varintBytes(maxValueBytes) + (long) maxValueBytes);
    }
}
