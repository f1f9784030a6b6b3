package dev.strategos.examples.detector;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.detectors.EventuallyPerfectFailureDetector;
import dev.strategos.detectors.FailureDetector;
import dev.strategos.detectors.PeerView;
import dev.strategos.detectors.Quality;
import dev.strategos.detectors.QualityMeter;
import dev.strategos.detectors.Suspicion;
import dev.strategos.detectors.SuspicionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A node's detector, and a diary of what it thought. For the loop's thread only. */
final class Sentinel {

    private final Environment environment;
    private final FailureDetector detector;
    private final QualityMeter meter;
    private final List<Sighting> sightings = new ArrayList<>();

    /**
     * A sentinel on this link.
     *
     * @param millis the time that all nodes of the run share
     * @param witness is told of each sighting
     */
    Sentinel(Stackable link, EventuallyPerfectConfig config, LongSupplier millis, Consumer<Sighting> witness) {
        this.environment = link.environment();
        this.detector = EventuallyPerfectFailureDetector.over(link, config);
        this.meter = QualityMeter.of(detector, environment);
        detector.onSuspicion(new SuspicionListener() {
            @Override
            public void onSuspect(Suspicion suspicion) {
                note(suspicion, Sighting.SUSPECT);
            }

            @Override
            public void onRestore(Suspicion suspicion) {
                note(suspicion, Sighting.RESTORE);
            }

            private void note(Suspicion suspicion, String kind) {
                Sighting sighting = new Sighting(
                        millis.getAsLong(),
                        environment.self().name(),
                        suspicion.peer().name(),
                        kind,
                        suspicion.reason().name());
                sightings.add(sighting);
                witness.accept(sighting);
            }
        });
    }

    SentinelReport report() {
        List<Opinion> opinions = new ArrayList<>();
        long now = environment.clock().nanos();
        for (NodeId peer : detector.monitored()) {
            PeerView view = detector.view(peer);
            opinions.add(new Opinion(
                    peer.name(),
                    view.incarnation().isPresent(),
                    view.suspected(),
                    (now - view.since()) / 1_000_000,
                    view.level().isPresent() ? view.level().getAsDouble() : null));
        }
        Quality quality = meter.quality();
        long mistakes = quality.duration().samples();
        return new SentinelReport(
                opinions,
                List.copyOf(sightings),
                quality.accuracy().mean(),
                mistakes,
                mistakes == 0 ? 0 : Math.round(quality.duration().mean() * 1_000));
    }
}
