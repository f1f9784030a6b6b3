package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.randomized.BallotMessage.Share;
import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Lies in binary agreement: other votes, and shares of a coin that are none. */
final class BallotLens implements MessageLens<BallotMessage> {

    private final BallotFormat format;

    BallotLens(BallotFormat format) {
        this.format = format;
    }

    @Override
    public BallotMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        return format.decode(bytes);
    }

    @Override
    public List<BallotMessage> variants(BallotMessage message, NodeId to, RandomGenerator random) {
        List<BallotMessage> variants = new ArrayList<>();
        if (message instanceof Share share) {
            variants.add(share);
            byte[] other = share.share().toArray();
            other[other.length - 1] ^= 1;
            variants.add(new Share(share.instance(), share.round(), Bytes.of(other)));
        } else if (message instanceof Vote vote) {
            for (Values values : Values.values()) {
                if (values.isSingle() || !vote.kind().isOfOneValue()) {
                    variants.add(new Vote(vote.instance(), vote.round(), vote.kind(), values));
                }
            }
        }
        return variants;
    }

    @Override
    public ByteBuffer encode(BallotMessage message) {
        return format.encode(message);
    }

    /** A vote is one statement, whose path names the kind of vote and the voter, such as {@code aux>c}; a share is none. */
    @Override
    public List<Statement> statements(BallotMessage message, NodeId from, NodeId to) {
        if (message instanceof Vote vote) {
            return List.of(new Statement(
                    vote.instance().toString(),
                    vote.round(),
                    vote.kind().name().toLowerCase(Locale.ROOT) + ">" + from,
                    vote.values().name()));
        }
        return List.of();
    }

    @Override
    public BallotMessage restated(BallotMessage message, List<String> values) {
        int stated = message instanceof Vote ? 1 : 0;
        if (values.size() != stated) {
            throw new IllegalArgumentException("values: must be " + stated + ", but were " + values.size());
        }
        return message instanceof Vote vote
                ? new Vote(vote.instance(), vote.round(), vote.kind(), Values.valueOf(values.get(0)))
                : message;
    }
}
