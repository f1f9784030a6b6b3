package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lies of OM(m): other values, the same shape. */
final class OralLens<V> implements MessageLens<OralMessage> {

    private final MessageFormat format;
    private final List<Bytes> alphabet;

    OralLens(MessageFormat format, GroupConfig<V> config, List<V> alphabet) {
        this.format = format;
        this.alphabet = config.alphabet(alphabet);
    }

    @Override
    public OralMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return format.oral(format.header(body), body);
    }

    @Override
    public List<OralMessage> variants(OralMessage message, NodeId to, RandomGenerator random) {
        int size = message.values().size();
        List<OralMessage> variants = new ArrayList<>();
        for (Bytes value : alphabet) {
            variants.add(message.withValues(ValueBlock.of(Collections.nCopies(size, value))));
        }
        for (int i = 0; size > 1 && i < alphabet.size(); i++) {
            List<Bytes> mixed = new ArrayList<>();
            for (int place = 0; place < size; place++) {
                mixed.add(alphabet.get(random.nextInt(alphabet.size())));
            }
            variants.add(message.withValues(ValueBlock.of(mixed)));
        }
        return variants;
    }

    @Override
    public ByteBuffer encode(OralMessage message) {
        return format.encode(message);
    }
}
