package dev.strategos.testkit.trace;

import dev.strategos.core.TraceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says what a message said, for a trace that holds only which message it was.
 *
 * <p>Implementations are called in the thread that writes the page.
 */
@FunctionalInterface
public interface MessageText {

    /**
     * The content of the message that an event is about.
     *
     * @param record any record of the trace; the answer for a sending serves for all later events of the same message
     * @return its content in words; null if it is not known, or the event is about no message
     */
    @Nullable
    String of(TraceRecord record);
}
