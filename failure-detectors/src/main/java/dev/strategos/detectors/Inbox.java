package dev.strategos.detectors;

import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.Peer;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads frames, and drops what is no sign of life: of an earlier life, or not newer than what was seen. */
final class Inbox {

    private final HeartbeatDetector detector;
    private final Lives lives;
    private final Verdicts verdicts;
    private final HeartbeatSender sender;
    private final StallWatch timer;

    Inbox(HeartbeatDetector detector, Lives lives, Verdicts verdicts, HeartbeatSender sender, StallWatch timer) {
        this.detector = detector;
        this.lives = lives;
        this.verdicts = verdicts;
        this.sender = sender;
        this.timer = timer;
    }

    /** What a frame says; null, and a fault, if that is nothing. */
    @Nullable
    HeartbeatFrame read(Peer from, ByteBuffer bytes) {
        try {
            return HeartbeatFrame.read(bytes);
        } catch (MalformedMessageException e) {
            detector.environment()
                    .report(new Fault(
                            from.id(),
                            Fault.Kind.MALFORMED_MESSAGE,
                            "failure detector on channel '" + detector.channel() + "': " + e.getMessage()));
            return null;
        }
    }

    void take(Watch watch, Peer from, HeartbeatFrame frame, long now) {
        if (!lives.takes(watch, from, now)) {
            return;
        }
        if (frame.sequence() <= watch.lastSequence) {
            watch.stale++;
            if (frame.kind() == HeartbeatFrame.Kind.ANSWER) {
                detector.onAnswer(watch, frame.first(), now);
            }
            return;
        }
        watch.lastSequence = frame.sequence();
        watch.received++;
        act(watch, frame, now);
        if (watch.monitored) {
            if (watch.isSuspected()) {
                boolean answered = frame.kind() == HeartbeatFrame.Kind.ANSWER;
                verdicts.revive(watch, answered ? Suspicion.Reason.ANSWER : Suspicion.Reason.HEARTBEAT, now);
            } else {
                verdicts.trust(watch, now);
            }
        }
        verdicts.requeue(watch, now);
    }

    private void act(Watch watch, HeartbeatFrame frame, long now) {
        switch (frame.kind()) {
            case HEARTBEAT -> {
                watch.announced = frame.second();
                learn(watch, frame, now);
            }
            case ANSWER -> {
                signOfLife(watch, now);
                detector.onAnswer(watch, frame.first(), now);
            }
            case PROBE -> {
                sender.answer(watch, frame.sequence(), now);
                signOfLife(watch, now);
            }
            case REQUEST -> {
                watch.interval = Math.max(detector.config().minInterval().toNanos(), frame.first());
                if (watch.sendDue - (now + watch.interval) > 0) {
                    watch.sendDue = now + watch.interval;
                }
                signOfLife(watch, now);
            }
        }
    }

    /** A heartbeat that waited while this node stood still says nothing about the network. */
    private void learn(Watch watch, HeartbeatFrame heartbeat, long now) {
        if (!watch.monitored) {
            return;
        }
        if (timer.stalledWithin(watch.announced, now)) {
            signOfLife(watch, now);
        } else {
            detector.onHeartbeat(watch, heartbeat, now);
            Objects.requireNonNull(watch.estimator).onHeartbeat(heartbeat.first(), now, heartbeat.second());
        }
    }

    private static void signOfLife(Watch watch, long now) {
        if (watch.monitored) {
            Objects.requireNonNull(watch.estimator).onSignOfLife(now);
        }
    }
}
