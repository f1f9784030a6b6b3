package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.peers.Peers;
import java.util.List;

/**
 * What a run measures, and for how long.
 *
 * @param layouts each for itself
 * @param peers who takes part
 * @param payloads bytes of a message, each for itself
 * @param tlsPayloads with which of them contestants under TLS take part
 * @param pingPayloads with which of them round trips are measured
 * @param rounds how many are measured
 * @param warmUpMillis one unmeasured round before them
 * @param sendMillis a measured round
 * @param pingMillis a measured round of round trips
 * @param options of the processes' JVMs
 */
record Plan(
        List<Layout> layouts,
        List<Peers> peers,
        List<Integer> payloads,
        List<Integer> tlsPayloads,
        List<Integer> pingPayloads,
        int rounds,
        long warmUpMillis,
        long sendMillis,
        long pingMillis,
        List<String> options) {

    boolean takesPart(Peers peer, int payload) {
        return !peer.isTls() || tlsPayloads.contains(payload);
    }

    /** The JDK's ciphers are slow until they are compiled, which takes longer than all else. */
    long warmUpMillis(Peers peer) {
        return peer.isTls() ? 4 * warmUpMillis : warmUpMillis;
    }
}
