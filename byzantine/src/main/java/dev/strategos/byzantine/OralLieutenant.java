package dev.strategos.byzantine;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lieutenant's part in OM(m).
 *
 * <p>Everybody speaks in every round, so a round closes as soon as all have spoken. The first message per peer and round counts, whatever
 * it says; one of a later round goes straight into its level of the tree, which no earlier round touches.
 */
final class OralLieutenant<V> extends AgreementPart<V> {

    private final List<NodeId> relayers;
    private final EigTree tree;
    private final PathIndex paths;
    private final ValueTable<V> values;

    OralLieutenant(
            Generals<V> generals, InstanceId instance, NodeId commander, RoundSchedule schedule, PathIndex paths) {
        super(generals, instance, commander, schedule);
        Group group = generals.spec().config().group();
        this.relayers = group.others(commander);
        relayers.remove(env().self());
        this.paths = paths;
        this.tree = new EigTree(paths);
        this.values = new ValueTable<>(generals.spec().config());
    }

    @Override
    void begin() {}

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException {
        int spoken = header.round();
        int sender = sender(spoken, from);
        if (sender < 0) {
            violation(from, "speaks in round " + spoken + ", which is not its turn");
        } else if (tree.hasHeard(spoken, sender)) {
            violation(from, "speaks twice in round " + spoken);
        } else {
            tree.hear(spoken, sender, read(from, header, body));
        }
    }

    /** The numbers of the message's values; null if it cannot be used, which is as good as silence. */
    private int @Nullable [] read(NodeId from, WireHeader header, ByteBuffer body) {
        int expected = tree.blockSize(header.round());
        try {
            OralMessage message = generals().spec().format().oral(header, body);
            if (message.values().size() == expected) {
                return values.numbers(message.values());
            }
            violation(
                    from,
                    "says " + message.values().size() + " values in round " + header.round() + " instead of "
                            + expected);
        } catch (MalformedMessageException e) {
            fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + header.round() + ": " + e.getMessage());
        }
        return null;
    }

    @Override
    boolean isComplete(int round) {
        for (int sender = 0; sender < tree.expected(round); sender++) {
            if (!tree.hasHeard(round, sender)) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        int sender = sender(round, from);
        return sender >= 0 && tree.hasHeard(round, sender);
    }

    @Override
    void relay(int closed) {
        int next = closed + 1;
        for (int recipient = 0; recipient < relayers.size(); recipient++) {
            int[] relayed = tree.relayTo(recipient, closed);
            OralMessage message = new OralMessage(instance(), commander(), next, values.block(relayed));
            send(relayers.get(recipient), generals().spec().format().encode(message), relayed.length, next);
        }
    }

    @Override
    void conclude() {
        decide(values.value(tree.resolve()));
    }

    @Override
    public List<Report<V>> heard(int round) {
        checkRound(round);
        List<Report<V>> reports = new ArrayList<>();
        for (int rank = 0; rank < paths.size(round); rank++) {
            List<NodeId> path = new ArrayList<>();
            path.add(commander());
            for (int relayer : paths.path(round, rank)) {
                path.add(relayers.get(relayer));
            }
            boolean spoke = tree.hasHeard(round, rank / paths.blockSize(round));
            reports.add(new Report<>(round, path, spoke ? values.value(tree.value(round, rank)) : null, true));
        }
        return reports;
    }

    /** Whose place in the round this general has; negative if it has none. */
    private int sender(int round, NodeId from) {
        if (round == 1) {
            return from.equals(commander()) ? 0 : -1;
        }
        return relayers.indexOf(from);
    }
}
