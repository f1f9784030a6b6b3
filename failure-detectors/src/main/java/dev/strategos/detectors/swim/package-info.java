/**
 * SWIM with Lifeguard, for clusters in which not everybody can watch everybody. Begin with {@link
 * dev.strategos.detectors.swim.SwimFailureDetector}.
 */
@NullMarked
package dev.strategos.detectors.swim;

import org.jspecify.annotations.NullMarked;
