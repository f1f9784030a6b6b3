package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lies in Bracha's broadcast: the same is said of another value. */
final class BrachaLens<V> implements MessageLens<BroadcastMessage> {

    private final BroadcastFormat format;
    private final ValueNames<V> names;

    BrachaLens(BroadcastFormat format, ValueNames<V> names) {
        this.format = format;
        this.names = names;
    }

    @Override
    public BroadcastMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        return format.decode(bytes);
    }

    @Override
    public List<BroadcastMessage> variants(BroadcastMessage message, NodeId to, RandomGenerator random) {
        List<BroadcastMessage> variants = new ArrayList<>();
        for (Bytes value : names.alphabet()) {
            variants.add(message.of(value));
        }
        return variants;
    }

    @Override
    public ByteBuffer encode(BroadcastMessage message) {
        return format.encode(message);
    }

    /** One statement; a SEND counts as round 1, an ECHO as round 2, a READY as round 3. */
    @Override
    public List<Statement> statements(BroadcastMessage message, NodeId from, NodeId to) {
        NodeId sender = message.instance().starter();
        boolean own = message.kind() == BroadcastMessage.Kind.SEND;
        return List.of(new Statement(
                message.instance().toString(),
                message.kind().step(),
                own ? sender.toString() : sender + ">" + from,
                names.name(message.value())));
    }

    @Override
    public BroadcastMessage restated(BroadcastMessage message, List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("values: must be 1, but were " + values.size());
        }
        return message.of(names.value(values.get(0)));
    }
}
