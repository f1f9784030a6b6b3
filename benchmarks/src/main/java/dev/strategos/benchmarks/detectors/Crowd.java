package dev.strategos.benchmarks.detectors;

/** Many watched nodes of one monitor, each of which sends one heartbeat a second; they take turns. */
interface Crowd {

    /** How many nodes are watched. */
    int size();

    /** Every node sends a heartbeat once, and what is due within that second of virtual time is done. */
    void second();
}
