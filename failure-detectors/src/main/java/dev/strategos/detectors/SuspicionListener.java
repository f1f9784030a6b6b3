package dev.strategos.detectors;

import dev.strategos.core.Peer;

/** Learns of suspicions. Called on the loop; every method does nothing unless overridden. */
public interface SuspicionListener {

    /**
     * A suspicion begins.
     *
     * @param suspicion of whom, why and when
     */
    default void onSuspect(Suspicion suspicion) {}

    /**
     * A suspicion ends.
     *
     * @param suspicion of whom, why and when it ends
     */
    default void onRestore(Suspicion suspicion) {}

    /**
     * A node was heard of in a later life than before; the earlier one has crashed, whether or not it was suspected. If it was, {@link
     * #onRestore} has been called before.
     *
     * @param old the life that ended
     * @param now the life that began
     */
    default void onRestart(Peer old, Peer now) {}
}
