package dev.strategos.examples.detector;

/** What happens to one of the nodes. */
enum Mishap {
    /** Nothing. */
    NONE,
    /** It dies. */
    KILL,
    /** It stands still for a while. */
    PAUSE,
    /** Nothing gets to it or from it for a while. */
    PARTITION
}
