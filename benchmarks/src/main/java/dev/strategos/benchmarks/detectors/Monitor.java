package dev.strategos.benchmarks.detectors;

/** A detector that watches one node. All instants are nanoseconds of virtual time. */
interface Monitor {

    /** How a monitor puts questions to the node that it watches. */
    @FunctionalInterface
    interface Questions {
        /** A question leaves now. */
        void ask(long number, long now);
    }

    /** To be called before all else. */
    default void begin(Questions questions) {}

    /** A heartbeat arrives. */
    void onHeartbeat(long number, long due, long now);

    /** An answer arrives. */
    default void onAnswer(long number, long question, long now) {}

    /** When it wants to be called next; the end of time for never. */
    default long alarm() {
        return Long.MAX_VALUE;
    }

    /** It is the time that it asked for. */
    default void onAlarm(long now) {}

    /** How often it began to suspect. */
    long suspicions();

    /** From when on it suspects if nothing arrives any more. */
    long suspectsInSilence(long now);
}
