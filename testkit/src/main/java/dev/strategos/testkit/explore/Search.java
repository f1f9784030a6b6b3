package dev.strategos.testkit.explore;

import dev.strategos.transport.memory.Fingerprint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes all runs, one after the other: goes back to the beginning, takes the choices that lead to an alternative not tried yet, and takes
 * it. Depth-first then goes on to the end of the run; breadth-first ends the run there.
 */
final class Search<S> {

    private final Explorer<S> explorer;
    private final Bounds bounds;
    private final long begun = System.nanoTime();
    /** Alternatives not tried yet; depth-first the last first, breadth-first the first, and with no step more than others. */
    private ArrayDeque<Alternative> open = new ArrayDeque<>();
    /** Breadth-first: those with one step more. */
    private ArrayDeque<Alternative> nextLevel = new ArrayDeque<>();
    /** With how few steps each state was reached. */
    private final Map<Fingerprint, Integer> seen = new LinkedHashMap<>();

    private long runs;
    private long states;
    private long transitions;
    private int deepest;
    private boolean cutShort;

    Search(Explorer<S> explorer) {
        this.explorer = explorer;
        this.bounds = explorer.bounds();
    }

    private record Alternative(Branch branch, int index) {}

    Exploration search() {
        Alternative next = null;
        do {
            Walk walk = new Walk(next);
            try {
                walk.go();
            } catch (Violation violation) {
                return new Exploration.Violated(Replay.of(explorer, walk.path()), coverage());
            }
            String exceeded = exceeded();
            if (exceeded != null) {
                return new Exploration.BoundReached(exceeded, coverage());
            }
            next = nextAlternative();
        } while (next != null);
        return cutShort
                ? new Exploration.BoundReached(depthBound(), coverage())
                : new Exploration.Exhausted(coverage());
    }

    private @Nullable Alternative nextAlternative() {
        if (!explorer.isBreadthFirst()) {
            return open.pollLast();
        }
        if (open.isEmpty()) {
            ArrayDeque<Alternative> empty = open;
            open = nextLevel;
            nextLevel = empty;
        }
        return open.pollFirst();
    }

    private String depthBound() {
        return bounds.depth() + " steps";
    }

    private @Nullable String exceeded() {
        if (runs >= bounds.runs()) {
            return bounds.runs() + " runs";
        }
        if (states >= bounds.states()) {
            return bounds.states() + " states";
        }
        if (System.nanoTime() - begun >= bounds.time().toNanos()) {
            return bounds.time().toString();
        }
        return null;
    }

    private Coverage coverage() {
        return new Coverage(
                explorer.model(),
                explorer.alphabet(),
                explorer.searchInWords(),
                runs,
                states,
                transitions,
                deepest,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** One run. */
    private final class Walk implements Decisions {

        private final int[] prefix;
        /** Where the choices of the prefix were found. */
        private final List<Branch> found;

        private int decided;
        private @Nullable Branch branch;
        private int index;
        /** Where the last choice among moves was. */
        private @Nullable Branch moveBranch;

        private int moveIndex;
        private int steps;
        private boolean choseWithin;

        Walk(@Nullable Alternative alternative) {
            runs++;
            this.branch = alternative == null ? null : alternative.branch();
            this.index = alternative == null ? 0 : alternative.index();
            this.prefix =
                    alternative == null ? new int[0] : alternative.branch().pathTo(alternative.index());
            this.found = alternative == null ? List.of() : alternative.branch().fromRoot();
            rememberMove(branch, index);
        }

        /** The choice among moves that is nearest to the alternative. */
        private void rememberMove(@Nullable Branch from, int at) {
            Branch nearest = from;
            int chosen = at;
            while (nearest != null && !nearest.isOfMoves()) {
                chosen = nearest.indexInParent();
                nearest = nearest.parent();
            }
            moveBranch = nearest;
            moveIndex = chosen;
        }

        int[] path() {
            return branch == null ? new int[0] : branch.pathTo(index);
        }

        private boolean isNew() {
            return decided >= prefix.length;
        }

        void go() {
            Execution<S> execution = new Execution<>(explorer, this, false);
            while (true) {
                boolean isNew = isNew();
                List<Move> moves = execution.moves();
                if (isNew && !arrive(execution, moves)) {
                    return;
                }
                int next = isNew ? branchOff(moves) : replayed(moves);
                if (next < 0) {
                    return;
                }
                choseWithin = false;
                execution.perform(moves.get(next));
                steps++;
                if (isNew()) {
                    transitions++;
                    deepest = Math.max(deepest, steps);
                    noteWhatWasSeen(moves.get(next));
                }
            }
        }

        private int replayed(List<Move> moves) {
            found.get(decided).requireMoves(moves, prefix[decided]);
            return prefix[decided++];
        }

        /** The move that is kept in the tree learns what the one of this run did. */
        private void noteWhatWasSeen(Move done) {
            if (moveBranch != null && (done.isVisible() || choseWithin)) {
                moveBranch.move(moveIndex).becomeVisible();
            }
        }

        /** A new state: looks at it, and says whether to go on. */
        private boolean arrive(Execution<S> execution, List<Move> moves) {
            if (explorer.hasFingerprint() && !isUnknown(execution.fingerprint())) {
                return false;
            }
            states = explorer.hasFingerprint() ? seen.size() : states + 1;
            execution.check(Execution.isQuiet(moves));
            if (!moves.isEmpty() && steps >= bounds.depth()) {
                cutShort = true;
                return false;
            }
            return !moves.isEmpty();
        }

        /** Whether nobody has been here, or only after more steps, with fewer to go. */
        private boolean isUnknown(Fingerprint fingerprint) {
            Integer before = seen.get(fingerprint);
            if (before != null && before <= steps) {
                return false;
            }
            seen.put(fingerprint, steps);
            return true;
        }

        /** Puts the alternatives down for later, and says which to take now: -1 for none. */
        private int branchOff(List<Move> moves) {
            List<Move> asleep =
                    moveBranch == null || !explorer.isReduced() ? List.of() : moveBranch.asleepAfter(moveIndex);
            Branch here = Branch.ofMoves(branch, index, moves, asleep);
            List<Integer> awake = here.awake();
            if (explorer.isBreadthFirst()) {
                awake.forEach(alternative -> nextLevel.addLast(new Alternative(here, alternative)));
                here.forgetSteps();
                return -1;
            }
            for (int i = awake.size() - 1; i > 0; i--) {
                open.addLast(new Alternative(here, awake.get(i)));
            }
            if (awake.isEmpty()) {
                return -1;
            }
            stand(here, awake.get(0));
            moveBranch = here;
            moveIndex = awake.get(0);
            return awake.get(0);
        }

        private void stand(Branch at, int chosen) {
            branch = at;
            index = chosen;
        }

        @Override
        public int choose(String what, List<String> options) {
            choseWithin = true;
            if (!isNew()) {
                found.get(decided).requireOptions(what, options.size());
                return prefix[decided++];
            }
            Branch here = Branch.ofOptions(branch, index, options.size());
            for (int i = options.size() - 1; i > 0; i--) {
                // Breadth-first these have no more steps than the run at hand: they come before all others.
                if (explorer.isBreadthFirst()) {
                    open.addFirst(new Alternative(here, i));
                } else {
                    open.addLast(new Alternative(here, i));
                }
            }
            stand(here, 0);
            return 0;
        }
    }
}
