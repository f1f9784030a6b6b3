package dev.strategos.byzantine;

import dev.strategos.core.Fault;
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
 * A lieutenant's part in SM(m).
 *
 * <p>Round 1 closes with the commander's message, the others at their deadlines, since nobody has to speak in them. A message waits until
 * its round is under way; so an order that came from the commander is known before it is looked at a second time, and its further
 * signatures are never verified.
 *
 * <p>A loyal general sends at most two messages per recipient, so no more than that are read of anybody; and none after one whose
 * signatures do not hold. Two accepted orders already make the choice, so that nothing further is read at all.
 */
final class SignedLieutenant<V> extends Participation<V> {

    private static final int MOST_ORDERS = 2;

    private record Held(NodeId from, SignedMessage message) {}

    private record Order<V>(SignedMessage message, V value) {}

    private final SignatureChain signatures;
    private final Signer signer;
    private final InstanceJournal.Entry journal;
    private final Map<NodeId, Integer> read = new LinkedHashMap<>();
    private final Set<NodeId> exposed = new LinkedHashSet<>();
    private final List<Order<V>> orders = new ArrayList<>();
    private final List<Report<V>> reports = new ArrayList<>();
    private List<Held> held = new ArrayList<>();
    private boolean commanderSpoke;

    SignedLieutenant(
            Generals<V> generals,
            InstanceId instance,
            NodeId commander,
            RoundSchedule schedule,
            SignatureChain signatures,
            Signer signer,
            InstanceJournal.Entry journal) {
        super(generals, instance, commander, schedule);
        this.signatures = signatures;
        this.signer = signer;
        this.journal = journal;
    }

    @Override
    void begin() {}

    @Override
    boolean ignores(NodeId from) {
        return orders.size() == MOST_ORDERS || exposed.contains(from);
    }

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException {
        if (read.merge(from, 1, Integer::sum) > MOST_ORDERS) {
            violation(from, "sends more than " + MOST_ORDERS + " orders");
            return;
        }
        SignedMessage message = generals().spec().format().signed(header, body);
        if (!isRightlySigned(message.path(), from)) {
            violation(from, "sends an order by way of " + message.path());
        } else if (header.round() > round()) {
            held.add(new Held(from, message));
        } else {
            examine(from, message);
        }
    }

    @Override
    void enter() {
        List<Held> waiting = held;
        held = new ArrayList<>();
        for (Held next : waiting) {
            if (next.message().round() > round()) {
                held.add(next);
            } else if (!ignores(next.from())) {
                examine(next.from(), next.message());
            }
        }
    }

    /** The commander first, the sender last, nobody twice, and not oneself. */
    private boolean isRightlySigned(List<NodeId> path, NodeId from) {
        return path.get(0).equals(commander())
                && path.get(path.size() - 1).equals(from)
                && !path.contains(env().self())
                && new LinkedHashSet<>(path).size() == path.size();
    }

    private void examine(NodeId from, SignedMessage message) {
        commanderSpoke |= message.round() == 1;
        V value;
        try {
            value = generals().spec().config().codec().decode(message.value().buffer());
        } catch (MalformedMessageException e) {
            fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + message.round() + ": " + e.getMessage());
            return;
        }
        boolean known =
                orders.stream().anyMatch(order -> order.message().value().equals(message.value()));
        if (!known && !isGenuine(message)) {
            exposed.add(from);
            violation(from, "sends an order by way of " + message.path() + " whose signatures do not hold");
            return;
        }
        reports.add(new Report<>(message.round(), message.path(), value, !known));
        if (!known) {
            orders.add(new Order<>(message, value));
            if (orders.size() == MOST_ORDERS) {
                held.clear();
                decide(generals().spec().config().defaultValue());
            }
        }
    }

    /** The sender's own signature first: whoever floods with garbage pays for one verification only. */
    private boolean isGenuine(SignedMessage message) {
        int last = message.round() - 1;
        if (!verify(message, last)) {
            return false;
        }
        for (int place = 0; place < last; place++) {
            if (!verify(message, place)) {
                return false;
            }
        }
        return true;
    }

    private boolean verify(SignedMessage message, int place) {
        tally().verified();
        return signatures.verify(message, place);
    }

    @Override
    boolean isComplete(int round) {
        return round == 1 && commanderSpoke;
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        return round == 1 && commanderSpoke && from.equals(commander());
    }

    @Override
    void relay(int closed) {
        for (Order<V> order : List.copyOf(orders)) {
            if (order.message().round() == closed) {
                journal.whenDurable(() -> relay(order.message()));
            }
        }
    }

    private void relay(SignedMessage message) {
        SignedMessage relayed = signatures.extend(message, env().self(), signer);
        tally().signed();
        ByteBuffer bytes = generals().spec().format().encode(relayed);
        for (NodeId general : generals().spec().config().group()) {
            if (!relayed.isSignedBy(general)) {
                send(general, bytes, 1, relayed.round());
            }
        }
    }

    @Override
    void conclude() {
        decide(
                orders.size() == 1
                        ? orders.get(0).value()
                        : generals().spec().config().defaultValue());
    }

    @Override
    public List<Report<V>> heard(int round) {
        checkRound(round);
        return reports.stream().filter(report -> report.round() == round).toList();
    }
}
