package dev.strategos.core;

import java.time.Duration;

/**
 * An action that the loop runs once its time has come. For the loop's thread only.
 */
public interface Timer {

    /** Disarms the timer. Does nothing if it fired or was cancelled already. */
    void cancel();

    /**
     * Arms the timer anew, whether or not it is armed, fired or cancelled; the earlier arming is forgotten.
     *
     * @param delay from now, zero or more
     * @throws IllegalArgumentException if the delay is negative
     */
    void rearm(Duration delay);

    /**
     * Whether the action is still to come.
     *
     * @return true from arming until it fires or is cancelled
     */
    boolean isArmed();
}
