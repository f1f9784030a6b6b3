package dev.strategos.byzantine;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One general's part in interactive consistency by oral messages: a tree for each other general's value, all in the same rounds.
 *
 * <p>Everybody tells everybody its own value in round 1. After that, one message per ordered pair and round has what the sender heard in
 * the round before about all generals but itself and the recipient, in the order of the group. So a round closes as soon as all have
 * spoken, and the first message per peer and round counts, whatever it says.
 */
final class OralExchange<V> extends Participation<V, Map<NodeId, V>> implements Exchange<V> {

    private final V own;
    private final Bytes encoded;
    private final Group group;
    private final NodeId self;
    private final PathIndex paths;
    private final ValueTable<V> values;
    private final Map<NodeId, Subject> subjects = new LinkedHashMap<>();
    private final boolean[][] spoken;

    /** One general whose value is agreed on, and what was heard of it; relayers are the generals between. */
    private record Subject(List<NodeId> relayers, EigTree tree) {}

    OralExchange(
            Generals<V> generals, InstanceId instance, V own, Bytes encoded, RoundSchedule schedule, PathIndex paths) {
        super(generals, instance, schedule);
        this.own = own;
        this.encoded = encoded;
        this.group = generals.spec().config().group();
        this.self = env().self();
        this.paths = paths;
        this.values = new ValueTable<>(generals.spec().config());
        for (NodeId subject : group.others(self)) {
            List<NodeId> relayers = group.others(subject);
            relayers.remove(self);
            subjects.put(subject, new Subject(relayers, new EigTree(paths)));
        }
        this.spoken = new boolean[rounds() + 1][group.size()];
    }

    @Override
    NodeId commanderNamedBy(NodeId from) {
        return from;
    }

    @Override
    void begin() {
        OralMessage message = new OralMessage(instance(), self, 1, ValueBlock.of(List.of(encoded)));
        ByteBuffer bytes = generals().spec().format().encode(message);
        for (NodeId to : subjects.keySet()) {
            send(to, bytes, 1, 1);
        }
    }

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) {
        int round = header.round();
        if (hasHeard(round, from)) {
            violation(from, "speaks twice in round " + round);
            return;
        }
        spoken[round][group.rank(from)] = true;
        int[] numbers = read(from, header, body);
        if (round == 1) {
            subject(from).tree().hear(1, 0, numbers.length == 0 ? null : numbers);
        } else {
            hearRelayed(from, round, numbers);
        }
    }

    private void hearRelayed(NodeId from, int round, int[] numbers) {
        int block = paths.blockSize(round);
        int at = 0;
        for (Map.Entry<NodeId, Subject> about : subjects.entrySet()) {
            if (!about.getKey().equals(from)) {
                Subject subject = about.getValue();
                int[] said = new int[block];
                if (numbers.length > 0) {
                    System.arraycopy(numbers, at, said, 0, block);
                }
                subject.tree().hear(round, subject.relayers().indexOf(from), said);
                at += block;
            }
        }
    }

    /** The numbers of the message's values; none if it cannot be used, which is as good as silence. */
    private int[] read(NodeId from, WireHeader header, ByteBuffer body) {
        int round = header.round();
        int expected = round == 1 ? 1 : (group.size() - 2) * paths.blockSize(round);
        try {
            OralMessage message = generals().spec().format().oral(header, body);
            if (message.values().size() == expected) {
                return values.numbers(message.values());
            }
            violation(
                    from, "says " + message.values().size() + " values in round " + round + " instead of " + expected);
        } catch (MalformedMessageException e) {
            fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + round + ": " + e.getMessage());
        }
        return new int[0];
    }

    @Override
    boolean isComplete(int round) {
        for (int rank = 0; rank < group.size(); rank++) {
            if (!spoken[round][rank] && rank != group.rank(self)) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        return spoken[round][group.rank(from)];
    }

    @Override
    void relay(int closed) {
        int next = closed + 1;
        int block = paths.blockSize(next);
        for (NodeId to : subjects.keySet()) {
            int[] relayed = new int[(group.size() - 2) * block];
            int at = 0;
            for (Map.Entry<NodeId, Subject> about : subjects.entrySet()) {
                if (!about.getKey().equals(to)) {
                    Subject subject = about.getValue();
                    int[] said = subject.tree().relayTo(subject.relayers().indexOf(to), closed);
                    System.arraycopy(said, 0, relayed, at, block);
                    at += block;
                }
            }
            OralMessage message = new OralMessage(instance(), self, next, values.block(relayed));
            send(to, generals().spec().format().encode(message), relayed.length, next);
        }
    }

    @Override
    void conclude() {
        decide(Vectors.of(
                group,
                general -> general.equals(self)
                        ? own
                        : values.value(subject(general).tree().resolve())));
    }

    @Override
    public List<Report<V>> heard(NodeId about, int round) {
        checkRound(round);
        Subject subject = subject(about);
        List<Report<V>> reports = new ArrayList<>();
        for (int rank = 0; rank < paths.size(round); rank++) {
            List<NodeId> path = new ArrayList<>();
            path.add(about);
            for (int relayer : paths.path(round, rank)) {
                path.add(subject.relayers().get(relayer));
            }
            boolean spoke = hasHeard(round, path.get(path.size() - 1));
            V value = spoke ? values.value(subject.tree().value(round, rank)) : null;
            reports.add(new Report<>(round, path, value, true));
        }
        return reports;
    }

    private Subject subject(NodeId general) {
        return Vectors.other(subjects, general);
    }
}
