package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lies of interactive consistency by signed messages: one lie for all orders of a message. */
final class BundleLens<V> implements MessageLens<SignedBundle> {

    private final MessageFormat format;
    private final SignedLens<V> orders;

    BundleLens(MessageFormat format, SignedLens<V> orders) {
        this.format = format;
        this.orders = orders;
    }

    @Override
    public SignedBundle decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return format.bundle(format.header(body), body);
    }

    @Override
    public List<SignedBundle> variants(SignedBundle bundle, NodeId to, RandomGenerator random) {
        List<SignedBundle> variants = new ArrayList<>();
        variants.add(bundle);
        for (Bytes value : orders.alphabet()) {
            List<SignedMessage> lies = bundle.orders().stream()
                    .map(order -> orders.withOrder(order, value))
                    .toList();
            variants.add(new SignedBundle(bundle.instance(), bundle.from(), bundle.round(), lies));
        }
        return variants;
    }

    @Override
    public ByteBuffer encode(SignedBundle bundle) {
        return format.encode(bundle);
    }

    /** One statement for each order. */
    @Override
    public List<Statement> statements(SignedBundle bundle, NodeId from, NodeId to) {
        return bundle.orders().stream()
                .flatMap(order -> orders.statements(order, from, to).stream())
                .toList();
    }

    @Override
    public SignedBundle restated(SignedBundle bundle, List<String> values) {
        ValueNames.requireAsMany(bundle.orders().size(), values);
        List<SignedMessage> restated = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            restated.add(orders.restated(bundle.orders().get(i), List.of(values.get(i))));
        }
        return new SignedBundle(bundle.instance(), bundle.from(), bundle.round(), restated);
    }
}
