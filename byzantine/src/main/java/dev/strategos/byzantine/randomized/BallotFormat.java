package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.station.Framing;
import dev.strategos.byzantine.station.Header;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of binary agreement: a header whose kind says which message it is, the round as u32, and the values as u8 or the share. */
final class BallotFormat {

    static final int FORMAT = 18;

    private static final int SHARE = 7;
    private static final int ROUND_BYTES = Integer.BYTES;
    private static final List<BallotMessage.Kind> KINDS = List.of(BallotMessage.Kind.values());
    private static final List<Values> VALUES = List.of(Values.values());

    private final Framing framing;
    private final int shareBytes;

    BallotFormat(Framing framing, int shareBytes) {
        this.framing = framing;
        this.shareBytes = shareBytes;
    }

    static int longestBody(int shareBytes) {
        return ROUND_BYTES + Math.max(1, shareBytes);
    }

    ByteBuffer encode(BallotMessage message) {
        if (message instanceof BallotMessage.Share share) {
            return framing.begin(new Header(message.instance(), SHARE), ROUND_BYTES + shareBytes)
                    .putInt(message.round())
                    .put(share.share().buffer())
                    .flip();
        }
        BallotMessage.Vote vote = (BallotMessage.Vote) message;
        return framing.begin(new Header(message.instance(), vote.kind().code()), ROUND_BYTES + 1)
                .putInt(message.round())
                .put((byte) vote.values().bits())
                .flip();
    }

    BallotMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return decode(framing.header(body), body);
    }

    BallotMessage decode(Header header, ByteBuffer body) throws MalformedMessageException {
        boolean isShare = header.kind() == SHARE && shareBytes > 0;
        if (!isShare && (header.kind() < 1 || header.kind() > KINDS.size())) {
            throw new MalformedMessageException("kind " + header.kind() + " of message");
        }
        if (body.remaining() != ROUND_BYTES + (isShare ? shareBytes : 1)) {
            throw new MalformedMessageException(body.remaining() + " bytes in a message of kind " + header.kind());
        }
        int round = body.getInt();
        if (round < 1) {
            throw new MalformedMessageException("round " + round);
        }
        if (isShare) {
            return new BallotMessage.Share(header.instance(), round, Bytes.of(body));
        }
        int bits = body.get();
        if (bits < 1 || bits > VALUES.size()) {
            throw new MalformedMessageException("values " + bits);
        }
        BallotMessage.Kind kind = KINDS.get(header.kind() - 1);
        Values values = VALUES.get(bits - 1);
        if (kind.isOfOneValue() && !values.isSingle()) {
            throw new MalformedMessageException("both values in " + kind);
        }
        return new BallotMessage.Vote(header.instance(), round, kind, values);
    }
}
