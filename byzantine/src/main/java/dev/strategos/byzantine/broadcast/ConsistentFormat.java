package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Echo;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Final;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Send;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.byzantine.station.Framing;
import dev.strategos.byzantine.station.Header;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of signed consistent broadcast: a header, none, one or several echoes, and the value as all the rest. */
final class ConsistentFormat {

    static final int FORMAT = 17;

    private static final int SEND = 1;
    private static final int ECHO = 2;
    private static final int FINAL = 3;

    private final Framing framing;
    private final Group group;
    private final int maxValueBytes;
    private final int signatureBytes;

    ConsistentFormat(Framing framing, Group group, int maxValueBytes, int signatureBytes) {
        this.framing = framing;
        this.group = group;
        this.maxValueBytes = maxValueBytes;
        this.signatureBytes = signatureBytes;
    }

    static long longestBody(int generals, int maxValueBytes, int signatureBytes) {
        return Short.BYTES + (long) generals * (Short.BYTES + signatureBytes) + maxValueBytes;
    }

    ByteBuffer encode(ConsistentMessage message) {
        if (message instanceof Send) {
            return framing.begin(
                            new Header(message.instance(), SEND),
                            message.value().length())
                    .put(message.value().buffer())
                    .flip();
        }
        boolean one = message instanceof Echo;
        List<SignedEcho> echoes = message instanceof Echo echo ? List.of(echo.echo()) : ((Final) message).echoes();
        ByteBuffer bytes = framing.begin(
                new Header(message.instance(), one ? ECHO : FINAL),
                (one ? 0 : Short.BYTES)
                        + echoes.size() * (Short.BYTES + signatureBytes)
                        + message.value().length());
        if (!one) {
            bytes.putShort((short) echoes.size());
        }
        for (SignedEcho echo : echoes) {
            bytes.putShort((short) group.rank(echo.echoer()))
                    .put(echo.signature().buffer());
        }
        return bytes.put(message.value().buffer()).flip();
    }

    ConsistentMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return decode(framing.header(body), body);
    }

    ConsistentMessage decode(Header header, ByteBuffer body) throws MalformedMessageException {
        return switch (header.kind()) {
            case SEND -> new Send(header.instance(), value(body));
            case ECHO -> {
                SignedEcho echo = echo(body);
                yield new Echo(header.instance(), value(body), echo);
            }
            case FINAL -> {
                List<SignedEcho> echoes = echoes(body);
                yield new Final(header.instance(), value(body), echoes);
            }
            default -> throw new MalformedMessageException("kind " + header.kind() + " of message");
        };
    }

    private List<SignedEcho> echoes(ByteBuffer body) throws MalformedMessageException {
        int count = body.remaining() < Short.BYTES ? 0 : body.getShort() & 0xffff;
        if (count < 1 || count > group.size()) {
            throw new MalformedMessageException(count + " echoes among " + group.size() + " generals");
        }
        List<SignedEcho> echoes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            echoes.add(echo(body));
        }
        return echoes;
    }

    private SignedEcho echo(ByteBuffer body) throws MalformedMessageException {
        if (body.remaining() < Short.BYTES + signatureBytes) {
            throw new MalformedMessageException(body.remaining() + " bytes of an echo");
        }
        int rank = body.getShort() & 0xffff;
        if (rank >= group.size()) {
            throw new MalformedMessageException("rank " + rank + " in a group of " + group.size());
        }
        byte[] signature = new byte[signatureBytes];
        body.get(signature);
        return new SignedEcho(group.member(rank), Bytes.of(signature));
    }

    private Bytes value(ByteBuffer body) throws MalformedMessageException {
        if (body.remaining() > maxValueBytes) {
            throw new MalformedMessageException(
                    "a value of " + body.remaining() + " bytes, with a limit of " + maxValueBytes);
        }
        return Bytes.of(body);
    }
}
