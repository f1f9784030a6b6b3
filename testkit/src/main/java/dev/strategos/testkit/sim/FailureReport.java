package dev.strategos.testkit.sim;

import java.util.Optional;

/**
 * Told of every failed {@link SimTest}, to write a picture or a log of it. Implementations are found by {@link java.util.ServiceLoader}.
 *
 * <p>Called in the thread of the test, once per failing seed. What it throws is added to the failure and hides nothing.
 */
public interface FailureReport {

    /**
     * Reports a failure.
     *
     * @param run what failed
     * @return a line for the test's message, such as where a file lies; empty for none
     */
    Optional<String> report(FailedRun run);
}
