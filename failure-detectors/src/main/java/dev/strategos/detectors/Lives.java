package dev.strategos.detectors;

import dev.strategos.core.Incarnation;
import dev.strategos.core.Peer;
import org.jspecify.annotations.Nullable;

/** Which life of a peer is watched: the highest that was heard of, and no earlier one revives it. */
final class Lives {

    private final HeartbeatDetector detector;
    private final Announcer announcer;

    Lives(HeartbeatDetector detector, Announcer announcer) {
        this.detector = detector;
        this.announcer = announcer;
    }

    /** Whether what came belongs to the highest life of its sender; one that is higher than all before begins here. */
    boolean takes(Watch watch, Peer from, long now) {
        long life = from.incarnation().number();
        if (life < watch.incarnation) {
            watch.stale++;
            return false;
        }
        if (life == watch.incarnation) {
            return true;
        }
        Peer before = watch.isHeardOf() ? new Peer(watch.id, new Incarnation(watch.incarnation)) : null;
        if (!detector.takesNewLife(watch, before)) {
            watch.stale++;
            return false;
        }
        begin(watch, before, from, now);
        return true;
    }

    private void begin(Watch watch, @Nullable Peer before, Peer peer, long now) {
        Suspicion.Reason reason = before == null ? Suspicion.Reason.FIRST_CONTACT : Suspicion.Reason.NEW_INCARNATION;
        Suspicion ended = new Suspicion(watch.id, watch.life(), reason, now);
        boolean suspected = watch.isSuspected();
        watch.beginLife(
                peer.incarnation().number(), detector.config().interval().toNanos());
        if (!watch.monitored) {
            return;
        }
        // What brought the news is a sign of life too, and sets the deadline.
        watch.estimator = detector.begin(watch);
        if (suspected) {
            watch.since = now;
            announcer.restore(watch, ended);
        }
        if (before != null) {
            announcer.restarted(before, peer);
        }
    }
}
