package dev.strategos.testkit.explore;

import org.jspecify.annotations.Nullable;

/** A property does not hold, or a program failed. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String why;

    Violation(String property, String why, @Nullable Throwable cause) {
        super(property + ": " + why, cause, false, false);
        this.property = property;
        this.why = why;
    }

    String property() {
        return property;
    }

    String why() {
        return why;
    }
}
