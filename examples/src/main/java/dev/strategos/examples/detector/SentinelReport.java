package dev.strategos.examples.detector;

import java.util.List;

/**
 * All that a node has to tell.
 *
 * @param opinions what it thinks of the others now
 * @param sightings what changed since it started
 * @param accuracy P<sub>A</sub>, the share of the time in which it trusted peers that were alive for all it knows
 * @param mistakes how many suspicions turned out wrong
 * @param mistakeMillis how long they lasted on average; 0 if there was none
 */
record SentinelReport(
        List<Opinion> opinions, List<Sighting> sightings, double accuracy, long mistakes, long mistakeMillis) {}
