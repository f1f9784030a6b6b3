package dev.strategos.testkit.explore;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.Step;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that could come next, and what it touches: by that it is seen whether it matters which of two comes first.
 *
 * <p>Two moves are independent where both orders lead to the same state, if both are possible. So are moves at different nodes, since nodes
 * share nothing but frames under way; unless they move the time that nodes have in common, touch one frame, concern which nodes are up,
 * or both do something that a property looks at. Two losses of which only one is allowed are independent all the same: none is possible
 * after the other, so that there is nothing to leave out.
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

    private final Kind kind;
    private final long key;
    /** The nodes that it touches, by rank. */
    private final long nodes;
    /** Whether it changes, or asks, which nodes are up. */
    private final boolean concernsLife;

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
            boolean concernsLife,
            long frame,
            long movesTimeTo,
            @Nullable NodeId node,
            @Nullable Step step) {
        this.kind = kind;
        this.key = key;
        this.nodes = nodes;
        this.concernsLife = concernsLife;
        this.frame = frame;
        this.movesTimeTo = movesTimeTo;
        this.node = node;
        this.step = step;
    }

    static Move take(Step step, int rank, boolean movesTime) {
        long frame = step.kind() == Step.Kind.ARRIVAL ? step.key() : 0;
        long time = movesTime ? step.dueNanos() : -1;
        return new Move(Kind.TAKE, step.key(), 1L << rank, step.kind() == Step.Kind.NEWS, frame, time, null, step);
    }

    static Move lose(Step arrival) {
        return new Move(Kind.LOSE, ~arrival.key(), 0, false, arrival.key(), -1, null, arrival);
    }

    static Move repeat(Step arrival) {
        long key = arrival.key() ^ Long.MIN_VALUE;
        return new Move(Kind.REPEAT, key, 0, false, arrival.key(), -1, null, arrival);
    }

    /** Its key is below that of every frame. */
    static Move crash(NodeId node, int rank) {
        return new Move(Kind.CRASH, 1 + 2L * rank, 1L << rank, true, 0, -1, node, null);
    }

    static Move recover(NodeId node, int rank) {
        return new Move(Kind.RECOVER, 2 + 2L * rank, 1L << rank, true, 0, -1, node, null);
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
                || (concernsLife && other.concernsLife)
                || (frame != 0 && frame == other.frame)
                || (visible && other.visible)) {
            return true;
        }
        return movesTimeTo != other.movesTimeTo;
    }

    String name() {
        return kind.verb + (node != null ? node : kind == Kind.TAKE ? step().name() : frameName());
    }

    /** The name of the arrival without its verb. */
    private String frameName() {
        String arrival = step().name();
        return arrival.substring(arrival.indexOf(' ') + 1);
    }

    @Override
    public String toString() {
        return step == null && node == null ? kind + " " + Long.toHexString(key) : name();
    }
}
