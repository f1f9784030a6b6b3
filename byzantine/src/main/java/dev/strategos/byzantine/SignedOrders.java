package dev.strategos.byzantine;

import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one general holds of one commander's orders in SM(m): the paper's set V.
 *
 * <p>A loyal general sends at most two orders per recipient, so no more than that are read of anybody; and none after one whose
 * signatures do not hold. Two accepted orders already make the choice, so that nothing further is read at all.
 */
final class SignedOrders<V> {

    private static final int MOST_ORDERS = 2;

    private record Order<V>(SignedMessage message, V value) {}

    private final Participation<V, ?> part;
    private final NodeId commander;
    private final Seal seal;
    private final Map<NodeId, Integer> read = new LinkedHashMap<>();
    private final Set<NodeId> exposed;
    private final List<Order<V>> orders = new ArrayList<>();
    private final List<Report<V>> reports = new ArrayList<>();
    private boolean commanderSpoke;

    /**
     * Nothing yet.
     *
     * @param exposed who sent signatures that do not hold, of any commander's orders in the same instance
     */
    SignedOrders(Participation<V, ?> part, NodeId commander, Seal seal, Set<NodeId> exposed) {
        this.part = part;
        this.commander = commander;
        this.seal = seal;
        this.exposed = exposed;
    }

    /** Whether nothing that this general says of the orders can matter any more. */
    boolean ignores(NodeId from) {
        return isSettled() || exposed.contains(from);
    }

    /** Whether two orders make the choice already. */
    boolean isSettled() {
        return orders.size() == MOST_ORDERS;
    }

    boolean hasCommanderSpoken() {
        return commanderSpoke;
    }

    /** Whether the general may say one more thing of the orders; reports it if not. */
    boolean mayRead(NodeId from) {
        boolean may = read.merge(from, 1, Integer::sum) <= MOST_ORDERS;
        if (!may) {
            part.violation(from, "sends more than " + MOST_ORDERS + " orders");
        }
        return may;
    }

    /** The commander first, the sender last, nobody twice, and not oneself; reports it if not. */
    boolean isRightlySigned(NodeId from, SignedMessage message) {
        List<NodeId> path = message.path();
        boolean right = path.get(0).equals(commander)
                && path.get(path.size() - 1).equals(from)
                && !path.contains(part.env().self())
                && new LinkedHashSet<>(path).size() == path.size();
        if (!right) {
            part.violation(from, "sends an order by way of " + path);
        }
        return right;
    }

    /** Takes an order whose round is under way, if it is new and its signatures hold. */
    void examine(NodeId from, SignedMessage message) {
        commanderSpoke |= message.round() == 1;
        V value;
        try {
            value = part.generals()
                    .spec()
                    .config()
                    .codec()
                    .decode(message.value().buffer());
        } catch (MalformedMessageException e) {
            part.fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + message.round() + ": " + e.getMessage());
            return;
        }
        boolean known =
                orders.stream().anyMatch(order -> order.message().value().equals(message.value()));
        if (!known && !isGenuine(message)) {
            exposed.add(from);
            part.violation(from, "sends an order by way of " + message.path() + " whose signatures do not hold");
            return;
        }
        reports.add(new Report<>(message.round(), message.path(), value, !known));
        if (!known) {
            orders.add(new Order<>(message, value));
        }
        if (!known && isSettled()) {
            part.proven(equivocation());
        }
    }

    /** What the commander itself signed under each of two orders. */
    private Equivocation equivocation() {
        AgreementSpec<V> spec = part.generals().spec();
        return new Equivocation(
                Equivocation.Act.ORDER,
                spec.name(),
                spec.hash(),
                part.instance(),
                commander,
                signedByCommander(orders.get(0).message()),
                signedByCommander(orders.get(1).message()));
    }

    private static Equivocation.Signed signedByCommander(SignedMessage message) {
        return new Equivocation.Signed(message.value(), message.chain().get(0).signature());
    }

    /** The sender's own signature first: whoever floods with garbage pays for one verification only. */
    private boolean isGenuine(SignedMessage message) {
        int last = message.round() - 1;
        if (!seal.verify(part, message, last)) {
            return false;
        }
        for (int place = 0; place < last; place++) {
            if (!seal.verify(part, message, place)) {
                return false;
            }
        }
        return true;
    }

    /** The orders that were accepted in a round, which are to be relayed in the next. */
    List<SignedMessage> acceptedIn(int round) {
        return orders.stream()
                .map(Order::message)
                .filter(message -> message.round() == round)
                .toList();
    }

    /** The paper's choice: the one order, or the default where there is none or more than one. */
    V choice() {
        return orders.size() == 1
                ? orders.get(0).value()
                : part.generals().spec().config().defaultValue();
    }

    List<Report<V>> heard(int round) {
        return reports.stream().filter(report -> report.round() == round).toList();
    }
}
