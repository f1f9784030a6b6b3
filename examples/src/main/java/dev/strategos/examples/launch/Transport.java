package dev.strategos.examples.launch;

/** How an example's messages travel. */
public enum Transport {
    /** Between processes, over TCP on loopback. */
    TCP,
    /** In one process, in virtual time. */
    MEMORY
}
