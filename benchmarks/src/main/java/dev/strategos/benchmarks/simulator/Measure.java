package dev.strategos.benchmarks.simulator;

/** One thing that is measured; it takes turns with the others. */
interface Measure {

    /** What it is called in the report. */
    String label();

    /** What it counts. */
    String unit();

    /** How many of them in a second there should be; zero if it is a floor, and not a goal. */
    double goal();

    /** Gets ready for {@link #run}; this is not timed. */
    default void prepare() {}

    /**
     * Does the work once; the caller looks at the clock.
     *
     * @return how many were done
     */
    long run();
}
