package dev.strategos.examples.camp;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generals that are to agree: by what, who of them lies, and within which bounds.
 *
 * @param algorithm by what they agree
 * @param group all generals
 * @param faults m, how many traitors the algorithm tolerates
 * @param traitors who lies
 * @param delta Δ
 * @param skew ε
 * @param seed where the traitors' lies come from
 * @param unguarded whether oral messages go without their guard n ≥ 3m+1, to show what comes of it
 */
public record Camp(
        Algorithm algorithm,
        Group group,
        int faults,
        List<NodeId> traitors,
        Duration delta,
        Duration skew,
        long seed,
        boolean unguarded) {

    /** Of 256 bytes at most each, in messages of a megabyte: what a link takes by its default. */
    private static final double MOST_VALUES = 3_000;

    /**
     * Checks what the algorithm can do.
     *
     * @throws IllegalArgumentException if it cannot work among so many; it names the theorem
     */
    public Camp {
        traitors = List.copyOf(traitors);
        if (algorithm == Algorithm.ORAL && unguarded) {
            Algorithm.SIGNED.requireGenerals(group.size(), faults);
        } else {
            algorithm.requireGenerals(group.size(), faults);
        }
        if (values(group.size(), faults, algorithm) > MOST_VALUES) {
            throw new IllegalArgumentException(
                    algorithm.with(faults) + " among " + group.size()
                            + " generals: the paper's exponential number of values does not fit into a message here; take fewer faults");
        }
    }

    /**
     * Generals under the algorithm's guard.
     *
     * @param algorithm by what they agree
     * @param group all generals
     * @param faults m, how many traitors the algorithm tolerates
     * @param traitors who lies
     * @param delta Δ
     * @param skew ε
     * @param seed where the traitors' lies come from
     * @throws IllegalArgumentException if the algorithm cannot work among so many; it names the theorem
     */
    public Camp(
            Algorithm algorithm,
            Group group,
            int faults,
            List<NodeId> traitors,
            Duration delta,
            Duration skew,
            long seed) {
        this(algorithm, group, faults, traitors, delta, skew, seed, false);
    }

    /** How many values the longest message about one general holds, (n−3)(n−4)… with m−1 factors. */
    private static double values(int generals, int faults, Algorithm algorithm) {
        double values = 1;
        for (int k = 0; algorithm == Algorithm.ORAL && k < faults - 1; k++) {
            values *= generals - 3 - k;
        }
        return values;
    }

    /**
     * Whether a general lies.
     *
     * @param general who
     * @return true for a traitor
     */
    public boolean isTraitor(NodeId general) {
        return traitors.contains(general);
    }

    /**
     * How many rounds they take.
     *
     * @return m+1; with kings more
     */
    public int rounds() {
        return algorithm.rounds(faults);
    }

    /**
     * By when all have decided, from the common start.
     *
     * @return as many times Δ+ε as there are rounds
     */
    public Duration duration() {
        return delta.plus(skew).multipliedBy(rounds());
    }

    /**
     * What is declared of time.
     *
     * @return synchronous, with Δ and ε; asynchronous for those who need nothing
     */
    public TimingModel timing() {
        return algorithm.isAsynchronous() ? TimingModel.asynchronous() : TimingModel.synchronous(delta, 0, skew);
    }

    /**
     * What is declared of nodes.
     *
     * @return up to m are Byzantine
     */
    public NodeModel nodes() {
        return NodeModel.byzantine(faults);
    }

    /**
     * Where a traitor's lies come from.
     *
     * @param traitor who
     * @return its own, the same in every run with this seed
     */
    public SplittableRandom lies(NodeId traitor) {
        return new SplittableRandom(seed + group.rank(traitor));
    }
}
