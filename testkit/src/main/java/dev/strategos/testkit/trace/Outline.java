package dev.strategos.testkit.trace;

import java.util.List;
import java.util.Objects;

/**
 * A line of what is told beside a picture, and the lines that belong to it: how somebody came to a decision, for instance.
 *
 * <p>Immutable, for any thread.
 *
 * @param text what it is about
 * @param result what came of it, set apart from the rest; may be empty
 * @param below what belongs to it; may be empty
 */
public record Outline(String text, String result, List<Outline> below) {

    /** Keeps a copy. */
    public Outline {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(result, "result");
        below = List.copyOf(below);
    }

    /**
     * A line with nothing below.
     *
     * @param text what it is about
     * @param result what came of it; may be empty
     * @return the line
     */
    public static Outline line(String text, String result) {
        return new Outline(text, result, List.of());
    }
}
