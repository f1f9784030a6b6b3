package dev.strategos.testkit.properties;

import dev.strategos.core.TraceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A property that does not hold, and what shows it.
 *
 * <p>Immutable, for any thread.
 *
 * @param property its name in the literature, such as {@code no duplication}
 * @param event the event that broke it; null where nothing that happened broke it but something that did not happen
 * @param saw what was seen there, for a person to read
 */
public record Violation(String property, @Nullable TraceRecord event, String saw) {

    /** Checks that name and sight are there. */
    public Violation {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(saw, "saw");
    }

    /** One sentence. */
    @Override
    public String toString() {
        return property + " is violated" + (event == null ? ": " : " by the event [" + event + "]: ") + saw;
    }
}
