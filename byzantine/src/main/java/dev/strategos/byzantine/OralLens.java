package dev.strategos.byzantine;

import dev.strategos.core.Group;
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
    private final Group group;
    private final PathIndex paths;
    private final List<Bytes> alphabet;
    private final ValueNames<V> names;
    private final boolean everybodyCommands;

    private OralLens(
            MessageFormat format, GroupConfig<V> config, int faults, List<V> alphabet, boolean everybodyCommands) {
        this.format = format;
        this.group = config.group();
        this.paths = new PathIndex(Math.max(0, group.size() - 2), faults + 1);
        this.alphabet = config.alphabet(alphabet);
        this.names = new ValueNames<>(config, alphabet);
        this.everybodyCommands = everybodyCommands;
    }

    /** For OM(m), where one general commands. */
    static <V> OralLens<V> ofAgreement(MessageFormat format, GroupConfig<V> config, int faults, List<V> alphabet) {
        return new OralLens<>(format, config, faults, alphabet, false);
    }

    /** For interactive consistency, where a message is about everybody but its sender and its recipient. */
    static <V> OralLens<V> ofExchange(MessageFormat format, GroupConfig<V> config, int faults, List<V> alphabet) {
        return new OralLens<>(format, config, faults, alphabet, true);
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

    /** A statement for each value; they come in the order in which the sender has them, without those that came through the recipient. */
    @Override
    public List<Statement> statements(OralMessage message, NodeId from, NodeId to) {
        List<String> paths = pathsOf(message, from, to);
        List<Statement> statements = new ArrayList<>();
        for (int place = 0; place < Math.min(paths.size(), message.values().size()); place++) {
            String value = names.name(message.values().get(place));
            statements.add(new Statement(message.instance().toString(), message.round(), paths.get(place), value));
        }
        return statements;
    }

    private List<String> pathsOf(OralMessage message, NodeId from, NodeId to) {
        if (message.round() == 1) {
            return List.of(message.commander().toString());
        }
        if (message.round() > paths.levels()) {
            return List.of();
        }
        List<String> named = new ArrayList<>();
        List<NodeId> subjects = everybodyCommands ? group.others(from) : List.of(message.commander());
        for (NodeId subject : subjects) {
            if (!subject.equals(to)) {
                named.addAll(relayedPaths(subject, message.round() - 1, from, to));
            }
        }
        return named;
    }

    /** The paths of one general's value in the round before, without those through the recipient, and on through the sender. */
    private List<String> relayedPaths(NodeId subject, int level, NodeId from, NodeId to) {
        List<NodeId> relayers = group.others(subject);
        relayers.remove(from);
        List<String> named = new ArrayList<>();
        for (int rank : paths.avoiding(level, relayers.indexOf(to))) {
            StringBuilder path = new StringBuilder(subject.toString());
            for (int relayer : paths.path(level, rank)) {
                path.append('>').append(relayers.get(relayer));
            }
            named.add(path.append('>').append(from).toString());
        }
        return named;
    }

    @Override
    public OralMessage restated(OralMessage message, List<String> values) {
        ValueNames.requireAsMany(message.values().size(), values);
        return message.withValues(
                ValueBlock.of(values.stream().map(names::value).toList()));
    }
}
