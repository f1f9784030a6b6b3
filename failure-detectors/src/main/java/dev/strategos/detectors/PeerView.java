package dev.strategos.detectors;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a detector knows of a node at an instant. Immutable, for any thread.
 *
 * @param peer the node
 * @param incarnation the highest life of it that was heard of; empty if none was
 * @param suspected whether that life is suspected
 * @param since when that began to hold, a reading of the detector's own clock in nanoseconds
 * @param level the strength of the suspicion on the estimator's scale; empty if there is none
 * @param margin what the detector adds to its estimator's deadline
 * @param mistakes how often this node was suspected, and a life that was suspected then gave a sign
 * @param stale how many frames of the detector's channel were dropped because a later one, or one of a later life, had come before
 */
public record PeerView(
        NodeId peer,
        Optional<Incarnation> incarnation,
        boolean suspected,
        long since,
        OptionalDouble level,
        Duration margin,
        long mistakes,
        long stale) {}
