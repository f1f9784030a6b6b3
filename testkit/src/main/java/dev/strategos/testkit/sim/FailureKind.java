package dev.strategos.testkit.sim;

import dev.strategos.testkit.properties.PropertyViolation;
import org.jspecify.annotations.Nullable;

/**
 * What makes two failures the same bug: what was thrown, and for a violation which property. Messages differ from run to run.
 *
 * @param type the class of what was thrown; empty if nothing was
 * @param property the property violated; empty if none
 */
record FailureKind(String type, String property) {

    static FailureKind of(@Nullable Throwable failure) {
        if (failure == null) {
            return new FailureKind("", "");
        }
        String property = failure instanceof PropertyViolation violation
                ? violation.violation().property()
                : "";
        return new FailureKind(failure.getClass().getName(), property);
    }
}
