/**
 * Failure detectors side by side with the φ detectors of Pekko and Hazelcast, in virtual time: how often they are wrong at the same mean
 * detection time, and what they cost. Begin with {@link dev.strategos.benchmarks.detectors.DetectorsCommand}; {@link
 * dev.strategos.benchmarks.detectors.Conditions} says what the network does.
 */
@NullMarked
package dev.strategos.benchmarks.detectors;

import org.jspecify.annotations.NullMarked;
