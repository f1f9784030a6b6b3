/**
 * A network in memory: the same programs as over TCP, in virtual time from a seed or in real time, with a plan of faults.
 *
 * <p>Begin with {@link dev.strategos.transport.memory.MemoryNetwork}.
 */
module dev.strategos.transport.memory {
    requires transitive dev.strategos.core;
    requires static org.jspecify;

    exports dev.strategos.transport.memory;
}
