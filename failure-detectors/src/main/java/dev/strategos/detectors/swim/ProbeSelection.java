package dev.strategos.detectors.swim;

/** How a member chooses whom it probes in a period. */
public enum ProbeSelection {
    /**
     * Each member once in a pass, in an order that is shuffled for each pass: a crash is found by every member within 2n−3 periods at
     * the latest (SWIM, section 4.3).
     */
    ROUND_ROBIN,
    /** Any member, each time anew: a crash is found after e/(e−1) periods on average, and there is no bound (SWIM, section 3.1). */
    RANDOM
}
