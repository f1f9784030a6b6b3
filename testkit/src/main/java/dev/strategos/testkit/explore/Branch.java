package dev.strategos.testkit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A point at which there was a choice, in the tree of all runs.
 *
 * <p>Sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996, chapter 5): a move that was tried here
 * before another one need not be tried after that other one, unless they depend on each other: it sleeps there. All states are still
 * visited; only some of the ways to them are not.
 */
final class Branch {

    private final @Nullable Branch parent;
    private final int indexInParent;
    private final int options;
    private final List<Move> moves;
    private final List<Move> asleep;

    private Branch(@Nullable Branch parent, int index, int options, List<Move> moves, List<Move> asleep) {
        this.parent = parent;
        this.indexInParent = index;
        this.options = options;
        this.moves = moves;
        this.asleep = asleep;
    }

    /** A choice among moves. */
    static Branch ofMoves(@Nullable Branch parent, int index, List<Move> moves, List<Move> asleep) {
        return new Branch(parent, index, moves.size(), moves, asleep);
    }

    /** A choice that the system itself left open. */
    static Branch ofOptions(@Nullable Branch parent, int index, int options) {
        return new Branch(parent, index, options, List.of(), List.of());
    }

    @Nullable
    Branch parent() {
        return parent;
    }

    int indexInParent() {
        return indexInParent;
    }

    boolean isOfMoves() {
        return !moves.isEmpty();
    }

    Move move(int index) {
        return moves.get(index);
    }

    /** Which alternatives are to be tried, in this order. */
    List<Integer> awake() {
        List<Integer> awake = new ArrayList<>();
        for (int i = 0; i < options; i++) {
            if (!isOfMoves() || !sleeps(moves.get(i))) {
                awake.add(i);
            }
        }
        return awake;
    }

    private boolean sleeps(Move move) {
        for (Move sleeping : asleep) {
            if (sleeping.key() == move.key()) {
                return true;
            }
        }
        return false;
    }

    /** What need not be tried after a move that was tried here: what slept here or was tried before, and does not depend on it. */
    List<Move> asleepAfter(int index) {
        Move done = moves.get(index);
        List<Move> after = new ArrayList<>();
        for (Move sleeping : asleep) {
            if (!sleeping.dependsOn(done)) {
                after.add(sleeping);
            }
        }
        for (int i = 0; i < index; i++) {
            Move earlier = moves.get(i);
            if (!sleeps(earlier) && !earlier.dependsOn(done)) {
                after.add(earlier);
            }
        }
        return after;
    }

    /** The branches from the root to this one. */
    List<Branch> fromRoot() {
        ArrayDeque<Branch> branches = new ArrayDeque<>();
        for (Branch branch = this; branch != null; branch = branch.parent) {
            branches.addFirst(branch);
        }
        return List.copyOf(branches);
    }

    /** Refuses moves that are not those of the run that found this branch. */
    void requireMoves(List<Move> now, int chosen) {
        if (now.size() != moves.size()
                || now.get(chosen).key() != moves.get(chosen).key()) {
            throw nondeterministic(now.size() + " moves, where before there were " + moves.size()
                    + (now.size() == moves.size() ? " others" : ""));
        }
    }

    /** Refuses options that are not as many as in the run that found this branch. */
    void requireOptions(String what, int now) {
        if (isOfMoves() || now != options) {
            throw nondeterministic("'" + what + "' has " + now + " options, where before there were " + options);
        }
    }

    private static ScheduleException nondeterministic(String what) {
        return new ScheduleException(
                "the scenario is not deterministic, so nothing can be said of all its runs: after the same choices "
                        + what + "; does it keep something from run to run, such as a static variable?");
    }

    /** The choices that lead to an alternative here. */
    int[] pathTo(int index) {
        int length = 1;
        for (Branch branch = this; branch.parent != null; branch = branch.parent) {
            length++;
        }
        int[] path = new int[length];
        path[--length] = index;
        for (Branch branch = this; branch.parent != null; branch = branch.parent) {
            path[--length] = branch.indexInParent;
        }
        return path;
    }

    void forgetSteps() {
        moves.forEach(Move::forgetStep);
    }
}
