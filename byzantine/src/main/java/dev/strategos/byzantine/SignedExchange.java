package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One general's part in interactive consistency by signed messages: the orders of SM(m) for each other general as the commander, all
 * in the same rounds.
 *
 * <p>What is passed on in a round goes in one message per recipient. Round 1 closes when everybody's own value has come, the others at
 * their deadlines. A message waits until its round is under way.
 */
final class SignedExchange<V> extends Participation<V, Map<NodeId, V>> implements Exchange<V> {

    private record Held(NodeId from, SignedBundle bundle) {}

    private final V own;
    private final Bytes encoded;
    private final Seal seal;
    private final InstanceJournal.Entry journal;
    private final Group group;
    private final NodeId self;
    private final Map<NodeId, SignedOrders<V>> subjects = new LinkedHashMap<>();
    private final List<Set<NodeId>> spoken = new ArrayList<>();
    private List<Held> held = new ArrayList<>();

    SignedExchange(
            Generals<V> generals,
            InstanceId instance,
            V own,
            Bytes encoded,
            RoundSchedule schedule,
            Seal seal,
            InstanceJournal.Entry journal) {
        super(generals, instance, schedule);
        this.own = own;
        this.encoded = encoded;
        this.seal = seal;
        this.journal = journal;
        this.group = generals.spec().config().group();
        this.self = env().self();
        Set<NodeId> exposed = new LinkedHashSet<>();
        for (NodeId subject : group.others(self)) {
            subjects.put(subject, new SignedOrders<>(this, subject, seal, exposed));
        }
        for (int round = 0; round <= rounds(); round++) {
            spoken.add(new LinkedHashSet<>());
        }
    }

    @Override
    NodeId commanderNamedBy(NodeId from) {
        return from;
    }

    @Override
    void begin() {
        journal.whenDurable(() -> {
            SignedBundle bundle = new SignedBundle(instance(), self, 1, List.of(seal.sign(this, encoded)));
            ByteBuffer bytes = generals().spec().format().encode(bundle);
            for (NodeId to : subjects.keySet()) {
                send(to, bytes, 1, 1);
            }
        });
    }

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException {
        if (!spoken.get(header.round()).add(from)) {
            violation(from, "speaks twice in round " + header.round());
            return;
        }
        SignedBundle bundle = generals().spec().format().bundle(header, body);
        if (header.round() > round()) {
            held.add(new Held(from, bundle));
        } else {
            examine(from, bundle);
        }
    }

    @Override
    void enter() {
        List<Held> waiting = held;
        held = new ArrayList<>();
        for (Held next : waiting) {
            if (next.bundle().round() > round()) {
                held.add(next);
            } else {
                examine(next.from(), next.bundle());
            }
        }
    }

    private void examine(NodeId from, SignedBundle bundle) {
        for (SignedMessage order : bundle.orders()) {
            SignedOrders<V> orders = subjects.get(order.commander());
            if (orders == null) {
                violation(from, "tells this general its own value");
            } else if (!orders.ignores(from) && orders.mayRead(from) && orders.isRightlySigned(from, order)) {
                orders.examine(from, order);
            }
        }
    }

    @Override
    boolean isComplete(int round) {
        return round == 1 && spoken.get(1).size() == subjects.size();
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        return spoken.get(round).contains(from);
    }

    @Override
    void relay(int closed) {
        List<SignedMessage> accepted = subjects.values().stream()
                .flatMap(orders -> orders.acceptedIn(closed).stream())
                .toList();
        if (!accepted.isEmpty()) {
            journal.whenDurable(() -> relay(accepted, closed + 1));
        }
    }

    private void relay(List<SignedMessage> accepted, int round) {
        List<SignedMessage> relayed =
                accepted.stream().map(order -> seal.relay(this, order)).toList();
        for (NodeId to : subjects.keySet()) {
            List<SignedMessage> news =
                    relayed.stream().filter(order -> !order.isSignedBy(to)).toList();
            if (!news.isEmpty()) {
                SignedBundle bundle = new SignedBundle(instance(), self, round, news);
                send(to, generals().spec().format().encode(bundle), news.size(), round);
            }
        }
    }

    @Override
    void conclude() {
        decide(Vectors.of(
                group,
                general -> general.equals(self)
                        ? own
                        : Vectors.other(subjects, general).choice()));
    }

    @Override
    public List<Report<V>> heard(NodeId about, int round) {
        checkRound(round);
        return Vectors.other(subjects, about).heard(round);
    }
}
