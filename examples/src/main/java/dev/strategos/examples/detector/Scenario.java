package dev.strategos.examples.detector;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.detectors.EventuallyPerfectConfig;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * What is to be played.
 *
 * @param nodes how many nodes watch each other, 2 to 64
 * @param estimator which estimator the detectors use
 * @param interval between heartbeats, 20 ms to a minute
 * @param mishap what happens to the last node
 * @param length how long that lasts; zero for a death
 * @param watched how long is watched in all
 * @param seed where chance comes from in memory
 */
record Scenario(
        int nodes,
        EstimatorChoice estimator,
        Duration interval,
        Mishap mishap,
        Duration length,
        Duration watched,
        long seed) {

    /** What a busy machine may add to a detection over TCP. */
    static final Duration ALLOWANCE = Duration.ofMillis(750);

    private static final Duration LEAST = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_NODES = 64;

    Scenario {
        if (nodes < 2 || nodes > MOST_NODES) {
            throw new IllegalArgumentException("--nodes: must be 2 to " + MOST_NODES + ", but was " + nodes);
        }
        if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("--interval: must be " + LEAST.toMillis() + " to " + MOST.toMillis()
                    + " ms, but was " + interval.toMillis());
        }
        if (length.isNegative() || (length.isZero() && (mishap == Mishap.PAUSE || mishap == Mishap.PARTITION))) {
            throw new IllegalArgumentException("--pause, --partition: must be at least 1 ms");
        }
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--pause, --partition: must be at most " + LONGEST.toMillis()
                    + " ms, but was " + length.toMillis());
        }
        if (watched.isZero() || watched.isNegative() || watched.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--seconds: must be 1 to 86400, but was " + watched.toSeconds());
        }
    }

    Group group() {
        return Group.of(IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> NodeId.of("n" + i))
                .toList());
    }

    NodeId victim() {
        return NodeId.of("n" + nodes);
    }

    EventuallyPerfectConfig config() {
        return EventuallyPerfectConfig.every(interval).withEstimation(estimator.estimation(interval));
    }

    /** When the mishap comes: the estimators have heard some heartbeats by then. */
    Duration quietUntil() {
        return interval.multipliedBy(5);
    }

    /** As asked for, and long enough for the mishap and what follows. */
    Duration until() {
        Duration needed = quietUntil().plus(length).plus(bound().multipliedBy(2));
        return watched.compareTo(needed) > 0 ? watched : needed;
    }

    /** Interval, patience, four probes of a sixteenth each: 1.5 intervals; and the allowance. */
    Duration bound() {
        return interval.multipliedBy(3).dividedBy(2).plus(ALLOWANCE);
    }
}
