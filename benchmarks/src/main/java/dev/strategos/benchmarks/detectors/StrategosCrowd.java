package dev.strategos.benchmarks.detectors;

import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.detectors.EventuallyPerfectFailureDetector;
import dev.strategos.detectors.FailureDetector;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One shipped detector that watches them all, and sends each of them a heartbeat a second too. */
final class StrategosCrowd implements Crowd {

    private static final long SECOND = 1_000_000_000L;

    private final List<Peer> peers;
    private final LoopOfOne loop;
    private final Frames frames = new Frames();
    private @Nullable FailureDetector detector;
    private long seconds;
    private long sent;

    StrategosCrowd(int size) {
        Group group = Group.of(
                IntStream.rangeClosed(0, size).mapToObj(i -> NodeId.of("n" + i)).toList());
        this.peers = group.members().subList(1, size + 1).stream()
                .map(id -> new Peer(id, new Incarnation(1)))
                .toList();
        this.loop = new LoopOfOne(group, (to, frame) -> sent++);
        this.detector =
                EventuallyPerfectFailureDetector.over(loop.open("detector"), EventuallyPerfectConfig.defaults());
    }

    /** Lets go of the detector, so that it can be told what it weighed. */
    void forget() {
        loop.clear();
        detector = null;
    }

    @Override
    public int size() {
        return peers.size();
    }

    @Override
    public void second() {
        long gap = SECOND / peers.size();
        for (int i = 0; i < peers.size(); i++) {
            long now = seconds * SECOND + i * gap;
            while (loop.alarm() <= now) {
                loop.fire(loop.alarm());
            }
            loop.deliver(peers.get(i), frames.heartbeat(seconds + 1, now, SECOND), now);
        }
        seconds++;
    }

    /** How many frames it has sent. */
    long sent() {
        return sent;
    }

    /** How many it suspects; none, as all of them send. */
    int suspects() {
        return detector == null ? 0 : detector.suspects().size();
    }
}
