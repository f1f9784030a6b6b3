package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Signer;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Echo;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Final;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Send;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Lies in signed consistent broadcast: other values, under all the signatures that the traitors can make. */
final class ConsistentLens<V> implements MessageLens<ConsistentMessage> {

    private final ConsistentFormat format;
    private final EchoSeal seal;
    private final ValueNames<V> names;
    private final Map<NodeId, Signer> traitors;

    ConsistentLens(
            ConsistentFormat format, EchoSeal seal, ValueNames<V> names, Map<NodeId, ? extends Signer> traitors) {
        this.format = format;
        this.seal = seal;
        this.names = names;
        this.traitors = new LinkedHashMap<>(traitors);
    }

    @Override
    public ConsistentMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        return format.decode(bytes);
    }

    @Override
    public List<ConsistentMessage> variants(ConsistentMessage message, NodeId to, RandomGenerator random) {
        List<ConsistentMessage> variants = new ArrayList<>();
        variants.add(message);
        for (Bytes value : names.alphabet()) {
            if (!value.equals(message.value())) {
                variants.add(withValue(message, value));
            }
        }
        return variants;
    }

    private ConsistentMessage withValue(ConsistentMessage message, Bytes value) {
        if (message instanceof Echo echo) {
            return new Echo(echo.instance(), value, signed(message, value, echo.echo()));
        }
        if (message instanceof Final last) {
            return new Final(
                    last.instance(),
                    value,
                    last.echoes().stream()
                            .map(echo -> signed(message, value, echo))
                            .toList());
        }
        return new Send(message.instance(), value);
    }

    private SignedEcho signed(ConsistentMessage message, Bytes value, SignedEcho echo) {
        Signer key = traitors.get(echo.echoer());
        return key == null ? echo : seal.sign(message.instance(), value, echo.echoer(), key);
    }

    @Override
    public ByteBuffer encode(ConsistentMessage message) {
        return format.encode(message);
    }

    /** One statement; a SEND counts as round 1, an ECHO as round 2, a FINAL as round 3. */
    @Override
    public List<Statement> statements(ConsistentMessage message, NodeId from, NodeId to) {
        NodeId sender = message.instance().starter();
        int round = message instanceof Send ? 1 : message instanceof Echo ? 2 : 3;
        return List.of(new Statement(
                message.instance().toString(),
                round,
                from.equals(sender) ? sender.toString() : sender + ">" + from,
                names.name(message.value())));
    }

    @Override
    public ConsistentMessage restated(ConsistentMessage message, List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("values: must be 1, but were " + values.size());
        }
        Bytes value = names.value(values.get(0));
        return value.equals(message.value()) ? message : withValue(message, value);
    }
}
