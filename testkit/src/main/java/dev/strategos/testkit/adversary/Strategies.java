package dev.strategos.testkit.adversary;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual ways of treason. Each may be shared by several traitors, and {@link #mixed} draws one for every message.
 *
 * <p>Those that remember something belong to one run.
 */
public final class Strategies {

    private Strategies() {}

    /**
     * Tells the truth: for the time being, or to some.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> honest() {
        return utterance -> utterance.send(utterance.truth());
    }

    /**
     * Says anything that the lens offers, drawn anew for every message.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> lying() {
        return utterance -> {
            List<M> variants = utterance.variants();
            utterance.send(variants.get(utterance.draw(variants.size())));
        };
    }

    /**
     * Equivocates: tells recipients of even and of odd rank different things, the same each time.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> equivocating() {
        return utterance -> {
            List<M> variants = utterance.variants();
            utterance.send(variants.get(utterance.recipientRank() % 2 % variants.size()));
        };
    }

    /**
     * Colludes: all traitors tell the same recipient the same, and different recipients different things.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> colluding() {
        return utterance -> {
            List<M> variants = utterance.variants();
            utterance.send(variants.get(utterance.conspiracy().agreedUpon(utterance.to(), variants.size())));
        };
    }

    /**
     * Says nothing to some, and the truth to the others.
     *
     * @param nodes who hears nothing
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> silentTo(NodeId... nodes) {
        List<NodeId> ignored = List.of(nodes);
        return utterance -> {
            if (!ignored.contains(utterance.to())) {
                utterance.send(utterance.truth());
            }
        };
    }

    /**
     * Sends bytes that are no message.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> malforming() {
        return Utterance::sendMalformed;
    }

    /**
     * Tells the truth, and then again what it told the same recipient before.
     *
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> replaying() {
        Map<List<NodeId>, List<M>> told = new LinkedHashMap<>();
        return utterance -> {
            List<M> before =
                    told.computeIfAbsent(List.of(utterance.traitor(), utterance.to()), each -> new ArrayList<>());
            utterance.send(utterance.truth());
            before.add(utterance.truth());
            utterance.send(before.get(utterance.draw(before.size())));
        };
    }

    /**
     * Tells the truth late, such as just before the deadline of its round, or just after.
     *
     * @param delay how late, by the traitor's clock
     * @param <M> the protocol's messages
     * @return the strategy
     */
    public static <M> Strategy<M> delaying(Duration delay) {
        return utterance -> utterance.later(delay, () -> utterance.send(utterance.truth()));
    }

    /**
     * Another strategy for every message.
     *
     * @param strategies at least one
     * @param <M> the protocol's messages
     * @return the strategy
     * @throws IllegalArgumentException if there is none
     */
    public static <M> Strategy<M> mixed(List<Strategy<M>> strategies) {
        List<Strategy<M>> all = List.copyOf(strategies);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("strategies: must have at least one");
        }
        return utterance -> all.get(utterance.draw(all.size())).insteadOf(utterance);
    }
}
