package dev.strategos.benchmarks.detectors;

/**
 * What a detector costs.
 *
 * @param detector whose it is
 * @param watched how many nodes it watched
 * @param nanosPerHeartbeat CPU time, the median of the rounds
 * @param allocatedBytesPerHeartbeat bytes allocated
 * @param bytesPerNode of the heap that are kept for each watched node
 * @param coreShare of a core that is busy with so many heartbeats a second, if each node sends one
 */
record Cost(
        String detector,
        int watched,
        double nanosPerHeartbeat,
        double allocatedBytesPerHeartbeat,
        double bytesPerNode,
        double coreShare) {}
