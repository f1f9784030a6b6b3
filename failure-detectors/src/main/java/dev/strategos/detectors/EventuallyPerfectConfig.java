package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of an {@link EventuallyPerfectFailureDetector}. Immutable, for any thread.
 *
 * @param heartbeat when heartbeats are sent, and how peers are asked before they are suspected
 * @param estimation until when the next heartbeat should have come
 * @param margin what is added to that for each peer at first, zero or more
 * @param step by how much a peer's margin grows with each mistake about it, above zero
 */
public record EventuallyPerfectConfig(
        HeartbeatConfig heartbeat, Estimation estimation, Duration margin, Duration step) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public EventuallyPerfectConfig {
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(estimation, "estimation");
        Require.zeroOrMore("margin", margin);
        Require.aboveZero("step", step);
    }

    /**
     * A heartbeat each second, {@linkplain #every as usual}.
     *
     * @return the settings
     */
    public static EventuallyPerfectConfig defaults() {
        return every(Duration.ofSeconds(1));
    }

    /**
     * The usual settings for an interval η: Chen's estimate with α = η/4, four probes, and a margin that grows by η/2 with each mistake.
     * On a network whose delays are well below η/4 a crash is suspected after at most 1.5 η plus a delay.
     *
     * @param interval η, at least a microsecond
     * @return the settings
     */
    public static EventuallyPerfectConfig every(Duration interval) {
        return new EventuallyPerfectConfig(
                HeartbeatConfig.every(interval),
                ChenTimeout.of(interval.dividedBy(4)),
                Duration.ZERO,
                interval.dividedBy(2));
    }

    /**
     * The same settings with another estimator.
     *
     * @param estimation until when the next heartbeat should have come
     * @return new settings
     */
    public EventuallyPerfectConfig withEstimation(Estimation estimation) {
        return new EventuallyPerfectConfig(heartbeat, estimation, margin, step);
    }

    /**
     * The same settings with other heartbeats.
     *
     * @param heartbeat when heartbeats are sent, and how peers are asked before they are suspected
     * @return new settings
     */
    public EventuallyPerfectConfig withHeartbeat(HeartbeatConfig heartbeat) {
        return new EventuallyPerfectConfig(heartbeat, estimation, margin, step);
    }
}
