package dev.strategos.benchmarks.detectors;

import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.detectors.EventuallyPerfectFailureDetector;
import dev.strategos.detectors.FailureDetector;
import dev.strategos.detectors.Neighbours;
import dev.strategos.detectors.PeerView;
import dev.strategos.detectors.Suspicion;
import dev.strategos.detectors.SuspicionListener;
import java.nio.ByteBuffer;
import java.util.List;

/** The shipped detector, frames and timer and all. */
final class StrategosMonitor implements Monitor, SuspicionListener {

    private static final Group GROUP = Group.named("monitor", "watched");
    private static final NodeId WATCHED = NodeId.of("watched");

    private final Peer watched = new Peer(WATCHED, new Incarnation(1));
    private final Frames frames = new Frames();
    private final LoopOfOne loop = new LoopOfOne(GROUP, this::sent);
    private final FailureDetector detector;
    private final long interval;
    private Questions questions = (number, now) -> {};
    private long suspicions;

    StrategosMonitor(EventuallyPerfectConfig config) {
        this.interval = config.heartbeat().interval().toNanos();
        this.detector = EventuallyPerfectFailureDetector.over(
                loop.open("detector"), config, new Neighbours(List.of(WATCHED), List.of()));
        detector.onSuspicion(this);
    }

    private void sent(NodeId to, ByteBuffer frame) {
        if (Frames.isQuestion(frame)) {
            questions.ask(Frames.number(frame), loop.clock().nanos());
        }
    }

    @Override
    public void onSuspect(Suspicion suspicion) {
        suspicions++;
    }

    @Override
    public void begin(Questions asks) {
        questions = asks;
    }

    @Override
    public void onHeartbeat(long number, long due, long now) {
        loop.deliver(watched, frames.heartbeat(number, due, interval), now);
    }

    @Override
    public void onAnswer(long number, long question, long now) {
        loop.deliver(watched, frames.answer(number, question), now);
    }

    @Override
    public long alarm() {
        return loop.alarm();
    }

    @Override
    public void onAlarm(long now) {
        loop.fire(now);
    }

    @Override
    public long suspicions() {
        return suspicions;
    }

    /** What the detector has learned from its mistakes, in nanoseconds. */
    long margin() {
        return view().margin().toNanos();
    }

    private PeerView view() {
        return detector.view(WATCHED);
    }

    @Override
    public long suspectsInSilence(long now) {
        while (!view().suspected()) {
            loop.fire(loop.alarm());
        }
        return view().since();
    }
}
