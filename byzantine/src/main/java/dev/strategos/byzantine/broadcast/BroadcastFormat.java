package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.station.Framing;
import dev.strategos.byzantine.station.Header;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of Bracha's messages: a header whose kind says what is said of the value, and the value as all the rest. */
final class BroadcastFormat {

    static final int FORMAT = 16;

    private static final List<BroadcastMessage.Kind> KINDS = List.of(BroadcastMessage.Kind.values());

    private final Framing framing;
    private final int maxValueBytes;

    BroadcastFormat(Framing framing, int maxValueBytes) {
        this.framing = framing;
        this.maxValueBytes = maxValueBytes;
    }

    ByteBuffer encode(BroadcastMessage message) {
        return framing.begin(
                        new Header(message.instance(), message.kind().step()),
                        message.value().length())
                .put(message.value().buffer())
                .flip();
    }

    BroadcastMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return decode(framing.header(body), body);
    }

    BroadcastMessage decode(Header header, ByteBuffer body) throws MalformedMessageException {
        if (header.kind() < 1 || header.kind() > KINDS.size()) {
            throw new MalformedMessageException("kind " + header.kind() + " of message");
        }
        if (body.remaining() > maxValueBytes) {
            throw new MalformedMessageException(
                    "a value of " + body.remaining() + " bytes, with a limit of " + maxValueBytes);
        }
        return new BroadcastMessage(header.instance(), KINDS.get(header.kind() - 1), Bytes.of(body));
    }
}
