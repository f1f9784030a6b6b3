package dev.strategos.examples.generals;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is played: who commands what, who lies, who dies, and by which bounds.
 *
 * @param algorithm by what the generals agree
 * @param group all generals; the first commands
 * @param faults m, how many traitors the algorithm tolerates
 * @param order what the commander orders, if it is loyal
 * @param traitors who lies
 * @param kill who dies when; null for nobody
 * @param delta Δ
 * @param skew ε
 * @param seed where the traitors' lies come from
 */
record Battle(
        Algorithm algorithm,
        Group group,
        int faults,
        String order,
        List<NodeId> traitors,
        @Nullable Kill kill,
        Duration delta,
        Duration skew,
        long seed) {

    /** What counts where nothing was heard: the paper's default. */
    static final String RETREAT = "retreat";

    /** Of 256 bytes at most each, in messages of a megabyte: what a link takes by its default. */
    private static final double MOST_VALUES = 3_000;

    static final String ATTACK = "attack";
    static final List<String> ORDERS = List.of(ATTACK, RETREAT);

    /**
     * Checks what the algorithm can do.
     *
     * @throws IllegalArgumentException if it cannot work among so many; it names the theorem
     */
    Battle {
        traitors = List.copyOf(traitors);
        if (algorithm == Algorithm.ORAL) {
            OralMessages.requireGenerals(group.size(), faults);
        } else {
            SignedMessages.requireGenerals(group.size(), faults);
        }
        if (values(group.size(), faults, algorithm) > MOST_VALUES) {
            throw new IllegalArgumentException(
                    algorithm.with(faults) + " among " + group.size()
                            + " generals: the paper's exponential number of values does not fit into a message here; take fewer faults");
        }
    }

    /** How many values the longest message holds, (n−3)(n−4)… with m−1 factors. */
    private static double values(int generals, int faults, Algorithm algorithm) {
        double values = 1;
        for (int k = 0; algorithm == Algorithm.ORAL && k < faults - 1; k++) {
            values *= generals - 3 - k;
        }
        return values;
    }

    NodeId commander() {
        return group.member(0);
    }

    boolean isTraitor(NodeId general) {
        return traitors.contains(general);
    }

    boolean isKilled(NodeId general) {
        return kill != null && kill.general().equals(general);
    }

    /** Whether IC1 and IC2 speak of this general: it is loyal and lives. */
    boolean isBound(NodeId general) {
        return !isTraitor(general) && !isKilled(general);
    }

    int rounds() {
        return faults + 1;
    }

    /** (m+1)(Δ+ε), by when all have decided. */
    Duration duration() {
        return delta.plus(skew).multipliedBy(rounds());
    }

    GroupConfig<String> config() {
        return GroupConfig.of(group, Codec.utf8(), RETREAT);
    }

    TimingModel timing() {
        return TimingModel.synchronous(delta, 0, skew);
    }

    NodeModel nodes() {
        return NodeModel.byzantine(faults);
    }

    String title() {
        return algorithm.with(faults) + " among " + group.size() + " generals";
    }

    /**
     * A death.
     *
     * @param general who dies
     * @param round after it received this round, and before it relays
     */
    record Kill(NodeId general, int round) {}
}
