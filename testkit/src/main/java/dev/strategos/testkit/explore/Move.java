package dev.strategos.testkit.explore;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.Step;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that could come next, and what it touches: by that it is seen whether it matters which of two comes first.
 *
 * <p>Two moves are independent where each leaves the other possible and unchanged and both orders lead to the same state. So are moves at
 * different nodes, since nodes share nothing but frames under way; unless they draw on one budget, move the time that nodes have in
 * common, touch one frame, or both do something that a property looks at.
 */
final class Move {

    /** What a move does. */
    enum Kind {
        TAKE(""),
        LOSE("lose "),
        REPEAT("repeat "),
        CRASH("crash "),
        RECOVER("recover ");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }
    }

    static final int LOSSES = 1;
    static final int DUPLICATIONS = 1 << 1;
    static final int CRASHES = 1 << 2;
    static final int RECOVERIES = 1 << 3;
    static final int TIMERS = 1 << 4;
    /** Which nodes are up. */
    static final int LIVENESS = 1 << 5;

    private final Kind kind;
    private final long key;
    /** The nodes that it touches, by rank. */
    private final long nodes;
    /** What it draws on or looks at beyond nodes. */
    private final int shared;
    /** The frame that it touches; 0 for none. */
    private final long frame;
    /** To when it moves the common time; -1 if it does not. */
    private final long movesTimeTo;

    private final @Nullable NodeId node;
    private @Nullable Step step;
    private boolean visible;

    private Move(
            Kind kind,
            long key,
            long nodes,
            int shared,
            long frame,
            long movesTimeTo,
            @Nullable NodeId node,
            @Nullable Step step) {
        this.kind = kind;
        this.key = key;
        this.nodes = nodes;
        this.shared = shared;
        this.frame = frame;
        this.movesTimeTo = movesTimeTo;
        this.node = node;
        this.step = step;
    }

    static Move take(Step step, int rank, int shared, boolean movesTime) {
        long frame = step.kind() == Step.Kind.ARRIVAL ? step.key() : 0;
        long time = movesTime ? step.dueNanos() : -1;
        return new Move(Kind.TAKE, step.key(), 1L << rank, shared, frame, time, null, step);
    }

    static Move lose(Step arrival) {
        return new Move(Kind.LOSE, ~arrival.key(), 0, LOSSES, arrival.key(), -1, null, arrival);
    }

    static Move repeat(Step arrival) {
        long key = arrival.key() ^ Long.MIN_VALUE;
        return new Move(Kind.REPEAT, key, 0, DUPLICATIONS, arrival.key(), -1, null, arrival);
    }

    /** Its key is below that of every frame. */
    static Move crash(NodeId node, int rank) {
        return new Move(Kind.CRASH, 1 + 2L * rank, 1L << rank, CRASHES | LIVENESS, 0, -1, node, null);
    }

    static Move recover(NodeId node, int rank) {
        return new Move(Kind.RECOVER, 2 + 2L * rank, 1L << rank, RECOVERIES | LIVENESS, 0, -1, node, null);
    }

    Kind kind() {
        return kind;
    }

    /** The same for the same move, whatever independent moves came before. */
    long key() {
        return key;
    }

    NodeId node() {
        if (node == null) {
            throw new IllegalStateException(kind + " concerns no node");
        }
        return node;
    }

    Step step() {
        if (step == null) {
            throw new IllegalStateException("the move belongs to a run that is over");
        }
        return step;
    }

    /** The run is over; only what it touches is still of interest. */
    void forgetStep() {
        step = null;
    }

    boolean isVisible() {
        return visible;
    }

    /** It did something that a property looks at, or something that was itself a choice. */
    void becomeVisible() {
        visible = true;
    }

    boolean dependsOn(Move other) {
        if ((nodes & other.nodes) != 0
                || (shared & other.shared) != 0
                || (frame != 0 && frame == other.frame)
                || (visible && other.visible)) {
            return true;
        }
        return movesTimeTo != other.movesTimeTo;
    }

    String name() {
        return kind.verb + (node != null ? node : step().name());
    }

    @Override
    public String toString() {
        return step == null && node == null ? kind + " " + Long.toHexString(key) : name();
    }
}
