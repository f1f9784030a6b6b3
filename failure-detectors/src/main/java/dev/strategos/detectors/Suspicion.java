package dev.strategos.detectors;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import java.util.Objects;
import java.util.Optional;

/**
 * A suspicion that begins or ends. Immutable, for any thread.
 *
 * @param peer the node
 * @param incarnation the life that is or was suspected; empty if no life of the node was ever heard of
 * @param reason why it begins or ends
 * @param at when, a reading of the detector's own clock in nanoseconds
 */
public record Suspicion(NodeId peer, Optional<Incarnation> incarnation, Reason reason, long at) {

    /** Why a suspicion begins or ends. */
    public enum Reason {
        /** Begins: nothing ever came from the node. */
        NEVER_HEARD_OF,
        /** Begins: nothing came for too long. */
        SILENT,
        /** Begins: nothing came for too long, and probes got no answer. */
        UNANSWERED,
        /** Ends: something came from a node of which nothing ever had. Whether it was alive before is not known. */
        FIRST_CONTACT,
        /** Ends: a heartbeat or a question of the suspected life came after all. The suspicion was a mistake. */
        HEARTBEAT,
        /** Ends: the suspected life answered a probe. The suspicion was a mistake. */
        ANSWER,
        /** Ends: a later life of the node was heard of. The suspected one has crashed indeed. */
        NEW_INCARNATION;

        /**
         * Whether a suspicion that ends so was a mistake.
         *
         * @return true if the suspected life had not crashed
         */
        public boolean isMistake() {
            return this == HEARTBEAT || this == ANSWER;
        }
    }

    /** Checks that all parts are there. */
    public Suspicion {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(reason, "reason");
    }
}
