package dev.strategos.testkit.explore;

import java.util.List;

/**
 * The choices of one run by their names: a counterexample that can be kept beside a test and played again.
 *
 * <p>It depends on the order of events, so it replays in the simulator only, and there to the same scenario. As text it has a line for each
 * choice, such as {@code deliver a#1→b/1}, {@code lose b#1→a/1}, {@code timer a}, {@code crash b} or {@code choose carol→alice: nothing}.
 *
 * <p>Immutable, for any thread.
 *
 * @param choices in their order
 */
public record Schedule(List<String> choices) {

    /** Keeps a copy. */
    public Schedule {
        choices = List.copyOf(choices);
    }

    /**
     * Reads the text form; blank lines and lines that begin with {@code #} are left out.
     *
     * @param text a line for each choice
     * @return the schedule
     */
    public static Schedule parse(String text) {
        return new Schedule(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .toList());
    }

    /** The text form: a line for each choice. */
    @Override
    public String toString() {
        return String.join("\n", choices);
    }

    static String nameOf(String what, String option) {
        return "choose " + what + ": " + option;
    }
}
