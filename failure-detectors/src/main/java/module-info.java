/**
 * Failure detectors: who has crashed, how sure that is, and how good the answer was so far.
 *
 * <p>Begin with {@link dev.strategos.detectors.EventuallyPerfectFailureDetector}.
 */
module dev.strategos.detectors {
    requires transitive dev.strategos.core;
    requires static org.jspecify;

    exports dev.strategos.detectors;
    exports dev.strategos.detectors.swim;
}
