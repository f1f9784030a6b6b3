package dev.strategos.testkit.properties;

/**
 * Thrown by a check of a property that does not hold: an assertion error, so that a test fails, which carries the {@link Violation} for
 * those who draw or shrink the run.
 */
public final class PropertyViolation extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    /**
     * Names the run and what was violated.
     *
     * @param run which run this is, such as {@code seed 42}
     * @param violation what was seen
     */
    public PropertyViolation(String run, Violation violation) {
        super(run + ": " + violation);
        this.violation = violation;
    }

    /**
     * What was seen.
     *
     * @return property, event and sight
     */
    public Violation violation() {
        return violation;
    }
}
