package dev.strategos.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a peer did wrong, or that this node saw fail: data for a listener and the trace, never a reason to stop.
 *
 * <p>A fault is a report, not a proof, even where its protocol has one: who was late may just have a slow network.
 *
 * <p>Immutable, for any thread.
 *
 * @param who the node concerned; null where it is not known, as with a connection that was never authenticated
 * @param kind what sort of thing happened
 * @param evidence what was seen, for a person to read
 */
public record Fault(@Nullable NodeId who, Kind kind, String evidence) {

    /** The sorts of faults. */
    public enum Kind {
        /** Bytes that do not decode. */
        MALFORMED_MESSAGE,
        /** A frame or message longer than the limit; refused before anything was allocated for it. */
        OVERSIZE,
        /** A well-formed message that the protocol does not allow at this place. */
        PROTOCOL_VIOLATION,
        /** A node signed two things where a correct one signs one; the protocol that reports it has the proof. */
        TREASON_PROVEN,
        /** A connection refused for who or what the other end is: certificate, cluster, version, plain text. */
        IDENTITY_REFUSED,
        /** An incarnation that is not higher than the one that is alive. */
        STALE_INCARNATION,
        /** More than the bounded memory for this peer could hold; the rest was dropped. */
        OVERLOAD,
        /** A message that came after the deadline of its round: the declared bounds may not hold. */
        SYNCHRONY_SUSPECTED,
        /** New key, certificate or trust files that could not be used; the old ones stay. */
        IDENTITY_RELOAD_FAILED,
        /** The node's own storage failed. */
        STORAGE_FAILED,
        /** A node's storage, this one's or a peer's, is gone or older than what was synced to it. */
        STORAGE_LOST,
        /** A handler of this node's own program threw. */
        PROGRAM_FAILED
    }

    /** Checks that kind and evidence are there. */
    public Fault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Such as {@code MALFORMED_MESSAGE by bob: not well-formed UTF-8}. */
    @Override
    public String toString() {
        return kind + (who == null ? "" : " by " + who) + ": " + evidence;
    }
}
