package dev.strategos.links;

/** What became of a message that was sent over a reliable link. */
public enum Outcome {
    /** The peer acknowledged it: it was delivered there, once. */
    ACKNOWLEDGED,
    /**
     * The peer restarted or was given up before it acknowledged: it was delivered once or not at all, and nobody here can know.
     */
    UNDETERMINED
}
