package dev.strategos.transport.memory;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What goes wrong in a network: chances that concern every frame, and actions at given instants.
 *
 * <pre>{@code
 * FaultPlan plan = FaultPlan.builder()
 *         .loss(0.3).duplication(0.2).reordering(0.3)
 *         .delay(DelayLaw.exponential(Duration.ofMillis(1), Duration.ofMillis(2)))
 *         .partition(Duration.ofSeconds(1), List.of(a), List.of(b, c))
 *         .heal(Duration.ofSeconds(3))
 *         .build();
 * }</pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param loss the chance that a frame is lost, 0 to 1
 * @param duplication the chance that a frame arrives twice, 0 to 1
 * @param reordering the chance that a frame may overtake and be overtaken, 0 to 1; all others keep the order in which their sender
 *     sent them to the same receiver
 * @param delay how long frames are on their way
 * @param bytesPerSecond how much passes from one node to another, at least 1; what exceeds it queues up before it sets out. {@code
 *     Long.MAX_VALUE}: no limit
 * @param frameLimits nodes that neither send nor take frames as long as the others do, and the longest that they do, at least 1 byte
 * @param schedule actions at given instants, in any order
 */
public record FaultPlan(
        double loss,
        double duplication,
        double reordering,
        DelayLaw delay,
        long bytesPerSecond,
        SortedMap<NodeId, Integer> frameLimits,
        List<FaultAction.Scheduled> schedule) {

    /**
     * Checks chances and limits.
     *
     * @throws IllegalArgumentException if a chance is not within 0 to 1 or a limit below 1
     */
    public FaultPlan {
        requireChance("loss", loss);
        requireChance("duplication", duplication);
        requireChance("reordering", reordering);
        Objects.requireNonNull(delay, "delay");
        requireAtLeastOne("bytesPerSecond", bytesPerSecond);
        frameLimits = Collections.unmodifiableSortedMap(new TreeMap<>(frameLimits));
        frameLimits.forEach((node, bytes) -> requireAtLeastOne("frameLimits of '" + node + "'", bytes));
        schedule = List.copyOf(schedule);
    }

    /**
     * Nothing goes wrong: frames arrive once, in order, after one millisecond.
     *
     * @return the plan
     */
    public static FaultPlan none() {
        return builder().build();
    }

    /**
     * A plan in which nothing goes wrong yet.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireChance(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + ": must be within 0 to 1, but was " + value);
        }
    }

    private static void requireAtLeastOne(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": must be at least 1, but was " + value);
        }
    }

    /** Whether frames may have to wait for others to pass. */
    boolean hasLimitedBandwidth() {
        return bytesPerSecond < Long.MAX_VALUE;
    }

    /**
     * The same plan with other actions.
     *
     * @param actions at given instants, in any order
     * @return the changed copy
     */
    public FaultPlan withSchedule(List<FaultAction.Scheduled> actions) {
        return new FaultPlan(loss, duplication, reordering, delay, bytesPerSecond, frameLimits, actions);
    }

    /** What is left of this plan when nothing goes wrong any more: the limits that the nodes were built with. */
    FaultPlan ended() {
        Builder calm = builder();
        calm.frameLimits.putAll(frameLimits);
        return calm.build();
    }

    /** Collects what goes wrong. Not thread-safe. */
    public static final class Builder {

        private double loss;
        private double duplication;
        private double reordering;
        private DelayLaw delay = DelayLaw.constant(Duration.ofMillis(1));
        private long bytesPerSecond = Long.MAX_VALUE;
        private final SortedMap<NodeId, Integer> frameLimits = new TreeMap<>();
        private final List<FaultAction.Scheduled> schedule = new ArrayList<>();

        private Builder() {}

        /**
         * Frames are lost.
         *
         * @param chance of each frame, 0 to 1; default 0
         * @return this
         */
        public Builder loss(double chance) {
            this.loss = chance;
            return this;
        }

        /**
         * Frames arrive twice.
         *
         * @param chance of each frame, 0 to 1; default 0
         * @return this
         */
        public Builder duplication(double chance) {
            this.duplication = chance;
            return this;
        }

        /**
         * Frames overtake each other.
         *
         * @param chance of each frame, 0 to 1; default 0
         * @return this
         */
        public Builder reordering(double chance) {
            this.reordering = chance;
            return this;
        }

        /**
         * How long frames are on their way.
         *
         * @param law default constantly one millisecond
         * @return this
         */
        public Builder delay(DelayLaw law) {
            this.delay = law;
            return this;
        }

        /**
         * Limits how much passes from one node to another.
         *
         * @param bytes per second, at least 1; default no limit
         * @return this
         */
        public Builder bytesPerSecond(long bytes) {
            this.bytesPerSecond = bytes;
            return this;
        }

        /**
         * Lets a node send and take shorter frames only than the others do. What is longer is dropped when it arrives, and reported.
         *
         * @param node which node
         * @param bytes the longest frame, at least 1
         * @return this
         */
        public Builder frameLimit(NodeId node, int bytes) {
            frameLimits.put(node, bytes);
            return this;
        }

        /**
         * Any action at an instant.
         *
         * @param at the network's time
         * @param action what happens then
         * @return this
         */
        public Builder at(Duration at, FaultAction action) {
            schedule.add(new FaultAction.Scheduled(at, action));
            return this;
        }

        /**
         * Parts two sides from each other, both ways.
         *
         * @param at the network's time
         * @param one the nodes of one side
         * @param other the nodes of the other side
         * @return this
         */
        public Builder partition(Duration at, List<NodeId> one, List<NodeId> other) {
            return at(at, new FaultAction.Cut(one, other)).at(at, new FaultAction.Cut(other, one));
        }

        /**
         * Loses what one side sends to the other, and not the other way.
         *
         * @param at the network's time
         * @param from the senders
         * @param to the receivers
         * @return this
         */
        public Builder cut(Duration at, List<NodeId> from, List<NodeId> to) {
            return at(at, new FaultAction.Cut(from, to));
        }

        /**
         * Mends all cuts.
         *
         * @param at the network's time
         * @return this
         */
        public Builder heal(Duration at) {
            return at(at, new FaultAction.Heal());
        }

        /**
         * Crashes a node.
         *
         * @param at the network's time
         * @param node which node
         * @return this
         */
        public Builder crash(Duration at, NodeId node) {
            return at(at, new FaultAction.Crash(node));
        }

        /**
         * Starts a crashed node again.
         *
         * @param at the network's time
         * @param node which node
         * @return this
         */
        public Builder recover(Duration at, NodeId node) {
            return at(at, new FaultAction.Recover(node));
        }

        /**
         * Loses all that a crashed node had stored.
         *
         * @param at the network's time
         * @param node which node
         * @return this
         */
        public Builder wipeStorage(Duration at, NodeId node) {
            return at(at, new FaultAction.WipeStorage(node));
        }

        /**
         * Takes a crashed node's storage back to what it was some syncs ago.
         *
         * @param at the network's time
         * @param node which node
         * @param syncs how many completed syncs are undone, 1 to 256
         * @return this
         */
        public Builder rollBackStorage(Duration at, NodeId node, int syncs) {
            return at(at, new FaultAction.RollBackStorage(node, syncs));
        }

        /**
         * Lets a node stand still.
         *
         * @param at the network's time
         * @param node which node
         * @param length for how long
         * @return this
         */
        public Builder pause(Duration at, NodeId node, Duration length) {
            return at(at, new FaultAction.Pause(node, length));
        }

        /**
         * Changes the rate of a node's clock.
         *
         * @param at the network's time
         * @param node which node
         * @param rate seconds of the clock per second of the network, 0.01 to 100
         * @return this
         */
        public Builder clockRate(Duration at, NodeId node, double rate) {
            return at(at, new FaultAction.ClockRate(node, rate));
        }

        /**
         * Lets a node's clock jump.
         *
         * @param at the network's time
         * @param node which node
         * @param forwards by how much, above zero
         * @return this
         */
        public Builder clockJump(Duration at, NodeId node, Duration forwards) {
            return at(at, new FaultAction.ClockJump(node, forwards));
        }

        /**
         * Makes a node slow, or fast again.
         *
         * @param at the network's time
         * @param node which node
         * @param perTurn for how long each message, timer and action keeps it busy; zero: fast
         * @return this
         */
        public Builder slow(Duration at, NodeId node, Duration perTurn) {
            return at(at, new FaultAction.Slow(node, perTurn));
        }

        /**
         * The plan.
         *
         * @return an immutable plan
         * @throws IllegalArgumentException if a chance is not within 0 to 1 or a limit below 1
         */
        public FaultPlan build() {
            return new FaultPlan(loss, duplication, reordering, delay, bytesPerSecond, frameLimits, schedule);
        }
    }
}
