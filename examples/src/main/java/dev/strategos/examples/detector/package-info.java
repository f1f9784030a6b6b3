/**
 * Nodes that watch each other while one of them is killed, paused or cut off. Begin with {@link
 * dev.strategos.examples.detector.DetectorCommand}.
 */
@NullMarked
package dev.strategos.examples.detector;

import org.jspecify.annotations.NullMarked;
