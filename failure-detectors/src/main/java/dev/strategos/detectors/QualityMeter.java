package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures the quality of service of a detector while it runs: what it does is compared with what turned out to be so.
 *
 * <p>A suspicion that the suspected life itself ends was a mistake. A crash is known only to those who saw it: tell the meter with {@link
 * #crashed}, and the time until the suspicion counts as detection. Memory per peer is a few hundred bytes, however long it lasts. For the
 * loop's thread only.
 *
 * <pre>{@code
 * QualityMeter meter = QualityMeter.of(detector, env);
 * log(meter.quality().accuracy().mean());
 * }</pre>
 */
public final class QualityMeter {

    private final FailureDetector detector;
    private final Environment environment;
    private final Map<NodeId, MistakeLog> logs = new LinkedHashMap<>();

    private QualityMeter(FailureDetector detector, Environment environment) {
        this.detector = detector;
        this.environment = environment;
    }

    /**
     * A meter that begins now.
     *
     * @param detector whom to measure
     * @param env the environment that the detector lives in
     * @return the meter
     */
    public static QualityMeter of(FailureDetector detector, Environment env) {
        QualityMeter meter = new QualityMeter(detector, env);
        long now = env.clock().nanos();
        for (NodeId peer : detector.monitored()) {
            meter.logs.put(peer, new MistakeLog(now, detector.suspects(peer)));
        }
        detector.onSuspicion(meter.new Witness());
        return meter;
    }

    /**
     * A peer crashed: what somebody saw who does not depend on the detector.
     *
     * @param peer a monitored node
     * @param at when, by this node's clock in nanoseconds; not in the future
     * @throws IllegalArgumentException if the node is not monitored
     */
    public void crashed(NodeId peer, long at) {
        environment.requireLoop("QualityMeter.crashed");
        log(peer).crashed(at);
    }

    /**
     * How well one peer was watched so far.
     *
     * @param peer a monitored node
     * @return its figures
     * @throws IllegalArgumentException if the node is not monitored
     */
    public Quality quality(NodeId peer) {
        environment.requireLoop("QualityMeter.quality");
        return log(peer).quality(environment.clock().nanos());
    }

    /**
     * How well all peers were watched so far.
     *
     * @return the figures of all mistakes and crashes together
     */
    public Quality quality() {
        environment.requireLoop("QualityMeter.quality");
        long now = environment.clock().nanos();
        MistakeLog all = new MistakeLog(now, false);
        logs.values().forEach(log -> all.add(log, now));
        return all.quality(now);
    }

    private MistakeLog log(NodeId peer) {
        MistakeLog log = logs.get(peer);
        if (log == null) {
            throw new IllegalArgumentException(
                    "peer: must be one of " + detector.monitored() + ", but was '" + peer + "'");
        }
        return log;
    }

    private final class Witness implements SuspicionListener {

        @Override
        public void onSuspect(Suspicion suspicion) {
            log(suspicion.peer()).suspected(suspicion.at());
        }

        @Override
        public void onRestore(Suspicion suspicion) {
            if (suspicion.reason() == Suspicion.Reason.FIRST_CONTACT) {
                // Whatever was true of it before, this is the first life that is heard.
                log(suspicion.peer()).restarted(suspicion.at());
            } else {
                log(suspicion.peer())
                        .restored(suspicion.at(), suspicion.reason().isMistake());
            }
        }

        @Override
        public void onRestart(Peer old, Peer now) {
            log(now.id()).restarted(environment.clock().nanos());
        }
    }
}
