package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;

/**
 * When heartbeats are sent, and what comes before a suspicion. Immutable, for any thread.
 *
 * @param interval η, after how long without anything sent to a peer a heartbeat goes out, above zero
 * @param minInterval the least interval that a peer may ask for, above zero, at most {@code interval}
 * @param firstContact how long a peer that was never heard of may be silent, at least {@code interval}
 * @param stall by how much later than due this node's own timer may fire, above zero; more means that this node stood still, and no
 *     peer is suspected for that
 * @param probes how often a peer is asked before it is suspected
 */
public record HeartbeatConfig(
        Duration interval, Duration minInterval, Duration firstContact, Duration stall, ProbeConfig probes) {

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public HeartbeatConfig {
        Require.aboveZero("interval", interval);
        Require.aboveZero("minInterval", minInterval);
        Require.aboveZero("firstContact", firstContact);
        Require.aboveZero("stall", stall);
        Objects.requireNonNull(probes, "probes");
        if (minInterval.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "minInterval: must be at most the interval " + interval + ", but was " + minInterval);
        }
        if (firstContact.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "firstContact: must be at least the interval " + interval + ", but was " + firstContact);
        }
    }

    /**
     * The usual settings for an interval: peers may ask for a tenth of it, never-heard-of ones have ten intervals, a timer that is
     * later than a quarter is a stall, and a silent peer is asked four times, a sixteenth of an interval each.
     *
     * @param interval η, at least a microsecond and at most three days
     * @return the settings
     */
    public static HeartbeatConfig every(Duration interval) {
        Require.aboveZero("interval", interval);
        return new HeartbeatConfig(
                interval,
                interval.dividedBy(10),
                interval.multipliedBy(10),
                interval.dividedBy(4),
                new ProbeConfig(4, interval.dividedBy(16)));
    }

    /**
     * The same settings with other probes.
     *
     * @param probes how often a peer is asked before it is suspected
     * @return new settings
     */
    public HeartbeatConfig withProbes(ProbeConfig probes) {
        return new HeartbeatConfig(interval, minInterval, firstContact, stall, probes);
    }
}
