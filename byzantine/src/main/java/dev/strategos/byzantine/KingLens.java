package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Lies where there are kings: other votes and other words, the same shape. */
final class KingLens<V> implements MessageLens<KingMessage> {

    private static final String NO_VOTE = "(none)";

    private final KingFormat format;
    private final MessageFormat headers;
    private final KingAlgorithm algorithm;
    private final GroupConfig<V> config;
    private final boolean commanded;
    private final List<Bytes> alphabet;
    private final ValueNames<V> names;

    KingLens(AgreementSpec<V> spec, KingAlgorithm algorithm, boolean commanded, List<V> alphabet) {
        this.headers = spec.format();
        this.format = new KingFormat(spec.format());
        this.algorithm = algorithm;
        this.config = spec.config();
        this.commanded = commanded;
        this.alphabet = config.alphabet(alphabet);
        this.names = new ValueNames<>(config, alphabet);
    }

    @Override
    public KingMessage decode(ByteBuffer bytes) throws MalformedMessageException {
        ByteBuffer body = bytes.duplicate();
        return format.decode(headers.header(body), body);
    }

    @Override
    public List<KingMessage> variants(KingMessage message, NodeId to, RandomGenerator random) {
        KingTimetable timetable = new KingTimetable(algorithm, config.group(), commanded ? message.commander() : null);
        List<@Nullable Bytes> votes = new ArrayList<>();
        if (timetable.mayVote(message.round())) {
            votes.addAll(alphabet);
        }
        if (!timetable.mustVote(message.round())) {
            votes.add(null);
        }
        List<@Nullable Bytes> decrees = new ArrayList<>();
        if (message.decree() == null) {
            decrees.add(null);
        } else {
            decrees.addAll(alphabet);
        }
        List<KingMessage> variants = new ArrayList<>();
        for (Bytes vote : votes) {
            for (Bytes decree : decrees) {
                variants.add(message.saying(vote, decree));
            }
        }
        return variants;
    }

    @Override
    public ByteBuffer encode(KingMessage message) {
        return format.encode(message);
    }

    /** The vote along the path of its sender, unless it is only the king's word; that along a path that begins with {@code king}. */
    @Override
    public List<Statement> statements(KingMessage message, NodeId from, NodeId to) {
        List<Statement> statements = new ArrayList<>();
        if (saysVote(message)) {
            Bytes vote = message.vote();
            statements.add(statement(message, from.toString(), vote == null ? NO_VOTE : names.name(vote)));
        }
        if (message.decree() != null) {
            statements.add(statement(message, "king:" + from, names.name(message.decree())));
        }
        return statements;
    }

    private static Statement statement(KingMessage message, String path, String value) {
        return new Statement(message.instance().toString(), message.round(), path, value);
    }

    /** A king that does not stop early has its word to say and nothing else. */
    private boolean saysVote(KingMessage message) {
        return message.vote() != null || message.decree() == null || algorithm.stopsEarly();
    }

    @Override
    public KingMessage restated(KingMessage message, List<String> values) {
        boolean hasVote = saysVote(message);
        boolean hasDecree = message.decree() != null;
        ValueNames.requireAsMany((hasVote ? 1 : 0) + (hasDecree ? 1 : 0), values);
        Bytes vote = hasVote && !values.get(0).equals(NO_VOTE) ? names.value(values.get(0)) : null;
        return message.saying(vote, hasDecree ? names.value(values.get(values.size() - 1)) : null);
    }
}
