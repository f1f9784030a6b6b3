package dev.strategos.transport.memory;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Something that goes wrong at one instant, or is mended. A {@link FaultPlan} schedules them; {@link MemoryNetwork#apply} does one now. */
public sealed interface FaultAction {

    /**
     * The nodes that the action names.
     *
     * @return none for an action on the whole network
     */
    List<NodeId> nodes();

    /**
     * The node loses its objects and timers, and what its storage had not synced.
     *
     * @param node which node
     */
    record Crash(NodeId node) implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The crashed node starts again: a new incarnation, the same programs, the same storage. Nothing happens to a node that is not
     * crashed.
     *
     * @param node which node
     */
    record Recover(NodeId node) implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The crashed node's storage is lost entirely, what was synced included. Nothing happens to a node that is not crashed. No model
     * of nodes but the Byzantine one allows for it: see {@link MemoryNetworkBuilder#breakingTheModel}.
     *
     * @param node which node
     */
    record WipeStorage(NodeId node) implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The crashed node's storage is as it was some syncs ago, as after the restoration of a backup. Nothing happens to a node that is
     * not crashed. No model of nodes but the Byzantine one allows for it: see {@link MemoryNetworkBuilder#breakingTheModel}.
     *
     * @param node which node
     * @param syncs how many completed syncs are undone, 1 to 256; if there were fewer, all
     */
    record RollBackStorage(NodeId node, int syncs) implements FaultAction {

        static final int MAX_SYNCS = 256;

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not within 1 to 256
         */
        public RollBackStorage {
            if (syncs < 1 || syncs > MAX_SYNCS) {
                throw new IllegalArgumentException("syncs: must be 1 to " + MAX_SYNCS + ", but was " + syncs);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * Of the crashed node's syncs that were under way when it crashed, the first ones were through after all; nobody was told. A storage
     * may do that: programs that count on what was not confirmed being gone are wrong. Nothing happens to a node that is not crashed.
     *
     * @param node which node
     * @param syncs how many, at least 1; if fewer were under way, all
     */
    record FinishSyncs(NodeId node, int syncs) implements FaultAction {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public FinishSyncs {
            requireAtLeastOne("syncs", syncs);
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * Of what the crashed node had put and not synced when it crashed, the first puts are on the disk and the others are not, wherever a
     * sync began or ended. Nothing happens to a node that is not crashed. No model of nodes but the Byzantine one allows for it, since a
     * stable storage is atomic per sync: see {@link MemoryNetworkBuilder#breakingTheModel}.
     *
     * @param node which node
     * @param puts how many, at least 1; if fewer were open, all
     */
    record TearStorage(NodeId node, int puts) implements FaultAction {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public TearStorage {
            requireAtLeastOne("puts", puts);
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * One bit of one value that the crashed node has stored is inverted. Nothing happens to a node that is not crashed. No model of nodes
     * but the Byzantine one allows for it: see {@link MemoryNetworkBuilder#breakingTheModel}.
     *
     * @param node which node
     * @param seed what chooses value and bit
     */
    record CorruptStorage(NodeId node, long seed) implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The node's clock runs at another rate from now on; its timers go by that clock.
     *
     * @param node which node
     * @param rate seconds of the clock per second of the network, 0.01 to 100
     */
    record ClockRate(NodeId node, double rate) implements FaultAction {

        /**
         * Checks the rate.
         *
         * @throws IllegalArgumentException if it is not within 0.01 to 100
         */
        public ClockRate {
            if (!(rate >= 0.01 && rate <= 100)) {
                throw new IllegalArgumentException("rate: must be within 0.01 to 100, but was " + rate);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The node's clock jumps forwards; timers that it passes are due at once.
     *
     * @param node which node
     * @param forwards by how much, above zero
     */
    record ClockJump(NodeId node, Duration forwards) implements FaultAction {

        /**
         * Checks the jump.
         *
         * @throws IllegalArgumentException if it is not above zero
         */
        public ClockJump {
            if (forwards.isZero() || forwards.isNegative()) {
                throw new IllegalArgumentException("forwards: must be above zero, but was " + forwards);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The node is slow from now on, neither dead nor well: each message, timer and action keeps it busy for a while, and the others wait
     * for it. It stays slow through crashes.
     *
     * @param node which node
     * @param perTurn for how long each of them keeps it busy; zero makes it as fast as before
     */
    record Slow(NodeId node, Duration perTurn) implements FaultAction {

        /**
         * Checks the time.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Slow {
            if (perTurn.isNegative()) {
                throw new IllegalArgumentException("perTurn: must be zero or more, but was " + perTurn);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * The node stands still: what arrives waits, timers are late, its clock goes on.
     *
     * @param node which node
     * @param length for how long, above zero
     */
    record Pause(NodeId node, Duration length) implements FaultAction {

        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if it is not above zero
         */
        public Pause {
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException("length: must be above zero, but was " + length);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return List.of(node);
        }
    }

    /**
     * Frames from one side to the other are lost; the other way is as before. Two of them cut both ways; nodes on neither side
     * reach all, so a partition may be partial.
     *
     * @param from the senders concerned
     * @param to the receivers concerned
     */
    record Cut(List<NodeId> from, List<NodeId> to) implements FaultAction {

        /**
         * Checks that both sides have nodes and share none.
         *
         * @throws IllegalArgumentException if a side is empty or a node is on both
         */
        public Cut {
            from = List.copyOf(from);
            to = List.copyOf(to);
            LinkedHashSet<NodeId> both = new LinkedHashSet<>(from);
            both.retainAll(to);
            if (from.isEmpty() || to.isEmpty() || !both.isEmpty()) {
                throw new IllegalArgumentException(
                        "from, to: each must have at least one node and none of the other's, but were " + from + " and "
                                + to);
            }
        }

        @Override
        public List<NodeId> nodes() {
            return Stream.concat(from.stream(), to.stream()).toList();
        }
    }

    /** All cuts are mended. */
    record Heal() implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of();
        }
    }

    /**
     * Nothing goes wrong any more: from now on no frame is lost, repeated or overtaken, each takes one millisecond, whatever a fate source
     * says; cuts are mended, slow nodes are fast, clocks run true from what they read; and what the plan has scheduled for later does not
     * happen. Limits on frames stay. Crashed nodes stay down and pauses go on: recover the ones, await the others.
     */
    record EndFaults() implements FaultAction {
        @Override
        public List<NodeId> nodes() {
            return List.of();
        }
    }

    private static void requireAtLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": must be at least 1, but was " + value);
        }
    }

    /**
     * An action at an instant.
     *
     * @param at the network's time since it was built, zero or more
     * @param action what happens then
     */
    record Scheduled(Duration at, FaultAction action) {

        /**
         * Checks the instant.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Scheduled {
            Objects.requireNonNull(action, "action");
            if (at.isNegative()) {
                throw new IllegalArgumentException("at: must be zero or more, but was " + at);
            }
        }
    }
}
