package dev.strategos.detectors;

import java.util.Objects;

/** What a detector makes of silence and of signs of life: trust, doubt and questions, suspicion, and trust again. */
final class Verdicts {

    private final HeartbeatDetector detector;
    private final HeartbeatSender sender;
    private final Announcer announcer;
    private final DeadlineQueue queue;
    private final StallWatch timer;

    Verdicts(
            HeartbeatDetector detector,
            HeartbeatSender sender,
            Announcer announcer,
            DeadlineQueue queue,
            StallWatch timer) {
        this.detector = detector;
        this.sender = sender;
        this.announcer = announcer;
        this.queue = queue;
        this.timer = timer;
    }

    /** What this node did not look at is no silence: a peer has as long as after a sign of life. */
    void excuse(Watch watch, long late, long now) {
        if (!watch.monitored || watch.isSuspected()) {
            return;
        }
        if (watch.estimator == null) {
            watch.deadline += late;
        } else {
            watch.estimator.onSignOfLife(now);
            watch.state = Watch.State.TRUSTED;
            watch.deadline = deadline(watch, now);
        }
    }

    private long deadline(Watch watch, long now) {
        long estimated = Objects.requireNonNull(watch.estimator).deadline();
        return (estimated - now < 0 ? now : estimated) + watch.margin;
    }

    /** Nothing came in time: asks, and suspects when there is nothing left to ask. */
    void onDeadline(Watch watch, long now) {
        ProbeConfig probes = detector.config().probes();
        if (watch.state == Watch.State.TRUSTED) {
            watch.probesLeft = watch.isHeardOf() ? probes.count() : 0;
        }
        if (watch.probesLeft > 0) {
            watch.state = Watch.State.DOUBTED;
            watch.probesLeft--;
            watch.deadline = now + probes.patience().toNanos();
            sender.probe(watch, now);
            return;
        }
        Suspicion.Reason reason = watch.isHeardOf() ? Suspicion.Reason.SILENT : Suspicion.Reason.NEVER_HEARD_OF;
        if (watch.state == Watch.State.DOUBTED) {
            reason = Suspicion.Reason.UNANSWERED;
        }
        watch.state = Watch.State.SUSPECTED;
        watch.since = now;
        announcer.suspect(watch, reason, now);
    }

    /** Something came in time, or is taken for that. */
    void trust(Watch watch, long now) {
        watch.state = Watch.State.TRUSTED;
        watch.lastSign = now;
        watch.deadline = deadline(watch, now);
        requeue(watch, now);
    }

    /** A suspected life gave a sign. */
    void revive(Watch watch, Suspicion.Reason reason, long now) {
        if (!detector.forgives(watch, now)) {
            return;
        }
        watch.mistakes++;
        Objects.requireNonNull(watch.estimator).onMistake();
        watch.since = now;
        trust(watch, now);
        announcer.restore(watch, new Suspicion(watch.id, watch.life(), reason, now));
    }

    /** The watch may have its turn sooner than before. */
    void requeue(Watch watch, long now) {
        queue.atLatest(watch, watch.nextTurn(Require.never(now)));
        timer.armNoLaterThan(watch.turn, now);
    }
}
