/**
 * Failure detectors: each node sends heartbeats to the others, and suspects those from which none came for too long.
 *
 * <pre>
 *   PerfectFailureDetector             P: synchronous bounds, crash-stop, reliable links; never wrong
 *   EventuallyPerfectFailureDetector   ◊P: an {@link dev.strategos.detectors.Estimation} and a margin that grows with each mistake
 *   ContractFailureDetector            meets a demanded quality of service, and learns nothing from mistakes
 *   LeaderDetector                     Ω: one node that all trust in the end
 *   swim.SwimFailureDetector           for groups in which not everybody can watch everybody
 * </pre>
 *
 * <p>Begin with {@link dev.strategos.detectors.EventuallyPerfectFailureDetector}; {@link dev.strategos.detectors.FailureDetector} is what
 * the first three have in common. {@link dev.strategos.detectors.QualityMeter} tells how good one was, and {@link
 * dev.strategos.detectors.ActivityLink} lets application traffic stand for heartbeats.
 */
@NullMarked
package dev.strategos.detectors;

import org.jspecify.annotations.NullMarked;
