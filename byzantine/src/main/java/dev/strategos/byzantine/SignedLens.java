package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Lies of SM(m): other orders under all the signatures that the traitors can make. */
final class SignedLens<V> implements MessageLens<SignedMessage> {

    private final MessageFormat format;
    private final SignatureChain signatures;
    private final List<Bytes> alphabet;
    private final ValueNames<V> names;
    private final Map<NodeId, Signer> traitors;

    SignedLens(
            AgreementSpec<V> spec,
            SignatureChain signatures,
            List<V> alphabet,
            Map<NodeId, ? extends Signer> traitors) {
        this.format = spec.format();
        this.signatures = signatures;
        this.alphabet = spec.config().alphabet(alphabet);
        this.names = new ValueNames<>(spec.config(), alphabet);
        this.traitors = new LinkedHashMap<>(traitors);
    }

    List<Bytes> alphabet() {
        return alphabet;
    }

    @Override
    public SignedMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return format.signed(format.header(body), body);
    }

    @Override
    public List<SignedMessage> variants(SignedMessage message, NodeId to, RandomGenerator random) {
        List<SignedMessage> variants = new ArrayList<>();
        variants.add(message);
        for (Bytes value : alphabet) {
            if (!value.equals(message.value())) {
                variants.add(withOrder(message, value));
            }
        }
        return variants;
    }

    /** The traitors sign anew, the others' signatures stay what they were. */
    SignedMessage withOrder(SignedMessage message, Bytes order) {
        List<SignedMessage.Signed> chain = new ArrayList<>();
        for (SignedMessage.Signed signed : message.chain()) {
            Signer key = traitors.get(signed.signer());
            chain.add(
                    key == null
                            ? signed
                            : signatures.sign(
                                    message.instance(), message.commander(), order, chain, signed.signer(), key));
        }
        return new SignedMessage(message.instance(), message.commander(), order, chain);
    }

    @Override
    public ByteBuffer encode(SignedMessage message) {
        return format.encode(message);
    }

    /** One statement: the order, along the path of its signatures. */
    @Override
    public List<Statement> statements(SignedMessage message, NodeId from, NodeId to) {
        String path = message.path().stream().map(NodeId::toString).collect(Collectors.joining(">"));
        return List.of(
                new Statement(message.instance().toString(), message.round(), path, names.name(message.value())));
    }

    @Override
    public SignedMessage restated(SignedMessage message, List<String> values) {
        ValueNames.requireAsMany(1, values);
        Bytes order = names.value(values.get(0));
        return order.equals(message.value()) ? message : withOrder(message, order);
    }
}
