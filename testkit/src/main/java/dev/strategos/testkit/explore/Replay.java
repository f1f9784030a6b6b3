package dev.strategos.testkit.explore;

import java.util.ArrayList;
import java.util.List;

/** One run by given choices, with its trace and the names of the choices. */
final class Replay<S> implements Decisions {

    private final Explorer<S> explorer;
    private final Choosing choosing;
    private final List<String> names = new ArrayList<>();
    private boolean isOver;

    /** Picks one of several names. */
    private interface Choosing {

        /** Which one is next; -1 at the end. */
        int next(List<String> names, int position);
    }

    private Replay(Explorer<S> explorer, Choosing choosing) {
        this.explorer = explorer;
        this.choosing = choosing;
    }

    static <S> Counterexample of(Explorer<S> explorer, int[] path) {
        return new Replay<>(explorer, (options, position) -> position < path.length ? path[position] : -1).play();
    }

    static <S> Counterexample of(Explorer<S> explorer, Schedule schedule) {
        List<String> choices = schedule.choices();
        return new Replay<>(explorer, (options, position) -> {
                    if (position >= choices.size()) {
                        return -1;
                    }
                    int index = options.indexOf(choices.get(position));
                    if (index < 0) {
                        throw new ScheduleException("schedule: line " + (position + 1) + " must be one of " + options
                                + ", but was '" + choices.get(position) + "'");
                    }
                    return index;
                })
                .play();
    }

    private Counterexample play() {
        List<Execution<S>> begun = new ArrayList<>(1);
        String property = "";
        String why = "";
        try {
            Execution<S> execution = new Execution<>(explorer, this, true);
            begun.add(execution);
            go(execution);
        } catch (Violation violation) {
            property = violation.property();
            why = violation.why();
        }
        return new Counterexample(
                property,
                why,
                new Schedule(names),
                begun.isEmpty() ? List.of() : begun.get(0).trace());
    }

    private void go(Execution<S> execution) {
        while (true) {
            List<Move> moves = execution.moves();
            execution.check(Execution.isQuiet(moves));
            int next = isOver || moves.isEmpty()
                    ? -1
                    : choose(moves.stream().map(Move::name).toList());
            if (next < 0) {
                return;
            }
            execution.perform(moves.get(next));
        }
    }

    private int choose(List<String> options) {
        int next = choosing.next(options, names.size());
        if (next < 0) {
            isOver = true;
        } else {
            names.add(options.get(next));
        }
        return next;
    }

    @Override
    public int choose(String what, List<String> options) {
        return Math.max(
                0,
                choose(options.stream()
                        .map(option -> Schedule.nameOf(what, option))
                        .toList()));
    }
}
