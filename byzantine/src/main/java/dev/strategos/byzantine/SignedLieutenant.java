package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A lieutenant's part in SM(m).
 *
 * <p>Round 1 closes with the commander's message, the others at their deadlines, since nobody has to speak in them. A message waits until
 * its round is under way; so an order that came from the commander is known before it is looked at a second time, and its further
 * signatures are never verified.
 */
final class SignedLieutenant<V> extends AgreementPart<V> {

    private record Held(NodeId from, SignedMessage message) {}

    private final Seal seal;
    private final InstanceJournal.Entry journal;
    private final SignedOrders<V> orders;
    private List<Held> held = new ArrayList<>();

    SignedLieutenant(
            Generals<V> generals,
            InstanceId instance,
            NodeId commander,
            RoundSchedule schedule,
            Seal seal,
            InstanceJournal.Entry journal) {
        super(generals, instance, commander, schedule);
        this.seal = seal;
        this.journal = journal;
        this.orders = new SignedOrders<>(this, commander, seal, new LinkedHashSet<>());
    }

    @Override
    void begin() {}

    @Override
    boolean ignores(NodeId from) {
        return orders.ignores(from);
    }

    @Override
    void handle(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException {
        if (!orders.mayRead(from)) {
            return;
        }
        SignedMessage message = generals().spec().format().signed(header, body);
        if (!orders.isRightlySigned(from, message)) {
            return;
        }
        if (header.round() > round()) {
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

    private void examine(NodeId from, SignedMessage message) {
        orders.examine(from, message);
        if (orders.isSettled()) {
            held.clear();
            decide(orders.choice());
        }
    }

    @Override
    boolean isComplete(int round) {
        return round == 1 && orders.hasCommanderSpoken();
    }

    @Override
    boolean hasHeard(int round, NodeId from) {
        return round == 1 && orders.hasCommanderSpoken() && from.equals(commander());
    }

    @Override
    void relay(int closed) {
        for (SignedMessage order : orders.acceptedIn(closed)) {
            journal.whenDurable(() -> relay(order));
        }
    }

    private void relay(SignedMessage order) {
        SignedMessage relayed = seal.relay(this, order);
        ByteBuffer bytes = generals().spec().format().encode(relayed);
        for (NodeId general : generals().spec().config().group()) {
            if (!relayed.isSignedBy(general)) {
                send(general, bytes, 1, relayed.round());
            }
        }
    }

    @Override
    void conclude() {
        decide(orders.choice());
    }

    @Override
    public List<Report<V>> heard(int round) {
        checkRound(round);
        return orders.heard(round);
    }
}
