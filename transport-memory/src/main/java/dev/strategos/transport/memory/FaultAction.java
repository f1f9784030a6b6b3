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
