package dev.strategos.testkit.adversary;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the traitors of one run share: all that any of them hears, what they have agreed upon, and a lens that holds their signing keys,
 * never a loyal node's.
 *
 * <pre>{@code
 * Conspiracy<OralMessage> conspiracy = Conspiracy.of(OralMessages.lens(config, 2, orders), random);
 * Stackable link = conspiracy.join(fifo, Strategies.colluding());       // at each traitor, below the honest protocol
 * }</pre>
 *
 * <p>Thread-safe, since traitors may be on several loops; what is replayed from a seed runs on one.
 *
 * @param <M> the protocol's messages
 */
public final class Conspiracy<M> {

    private final MessageLens<M> lens;
    private final RandomGenerator random;
    private final Map<NodeId, TraitorLink<M>> traitors = new LinkedHashMap<>();
    private final List<Heard<M>> heard = new ArrayList<>();
    private final Map<Object, Integer> agreed = new LinkedHashMap<>();

    /**
     * A message that reached a traitor.
     *
     * @param traitor who heard it
     * @param from who sent it
     * @param message what it was
     * @param <M> the protocol's messages
     */
    public record Heard<M>(NodeId traitor, NodeId from, M message) {}

    private Conspiracy(MessageLens<M> lens, RandomGenerator random) {
        this.lens = lens;
        this.random = random;
    }

    /**
     * A conspiracy without members.
     *
     * @param lens how the protocol speaks; where messages are signed, with the traitors' keys
     * @param random where the traitors' choices come from
     * @param <M> the protocol's messages
     * @return the conspiracy
     */
    public static <M> Conspiracy<M> of(MessageLens<M> lens, RandomGenerator random) {
        return new Conspiracy<>(lens, random);
    }

    /**
     * Makes a traitor of the node of a link. A node that restarts joins again.
     *
     * @param below the link
     * @param strategy what goes out instead of what the honest program says
     * @return the link to build the honest program on
     */
    public synchronized TraitorLink<M> join(Stackable below, Strategy<M> strategy) {
        TraitorLink<M> link = new TraitorLink<>(below, this, strategy);
        traitors.put(below.environment().self(), link);
        return link;
    }

    /**
     * The traitors.
     *
     * @return a copy, in the order in which they joined
     */
    public synchronized List<NodeId> members() {
        return List.copyOf(traitors.keySet());
    }

    /**
     * All that reached any traitor and could be read.
     *
     * @return a copy, in the order in which it came
     */
    public synchronized List<Heard<M>> heard() {
        return List.copyOf(heard);
    }

    synchronized void hears(NodeId traitor, NodeId from, M message) {
        heard.add(new Heard<>(traitor, from, message));
    }

    /**
     * A number that all traitors use for the same thing: drawn when the first asks.
     *
     * @param about what it is about, with {@code equals} and {@code hashCode}
     * @param bound above zero
     * @return 0 to bound−1, the same for everybody who asks about it with the same bound
     */
    public synchronized int agreedUpon(Object about, int bound) {
        return agreed.computeIfAbsent(about, each -> random.nextInt(Integer.MAX_VALUE)) % bound;
    }

    /**
     * Sends something as one of the traitors, at any time, whether its program has anything to say or not.
     *
     * @param traitor a member
     * @param to anybody else
     * @param message what is sent
     * @throws IllegalArgumentException if the traitor is no member
     */
    public void sendAs(NodeId traitor, NodeId to, M message) {
        TraitorLink<M> link = linkOf(traitor);
        link.environment().execute(() -> link.sendBelow(to, lens.encode(message)));
    }

    private synchronized TraitorLink<M> linkOf(NodeId traitor) {
        TraitorLink<M> link = traitors.get(traitor);
        if (link == null) {
            throw new IllegalArgumentException(
                    "traitor: must be one of " + traitors.keySet() + ", but was '" + traitor + "'");
        }
        return link;
    }

    /** Draws from the traitors' source. */
    synchronized <A> A drawing(Function<RandomGenerator, A> draw) {
        return draw.apply(random);
    }

    MessageLens<M> lens() {
        return lens;
    }
}
