package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What detectors by heartbeats have in common: they send, take what comes, and look after each monitored peer when its deadline
 * passes. A subclass says with which estimator, and what a mistake changes.
 *
 * <p>One timer serves all peers. A frame is a sign of life only if its number is higher than all that were seen of that life, and its life
 * not lower than the highest heard of: what the network repeats or kept for long revives nobody.
 */
abstract class HeartbeatDetector implements FailureDetector {

    private final Stackable link;
    private final Environment environment;
    private final HeartbeatConfig config;
    private final Map<NodeId, Watch> watches = new LinkedHashMap<>();
    private final DeadlineQueue queue = new DeadlineQueue();
    private final HeartbeatSender sender;
    private final StallWatch timer;
    private final Announcer announcer;
    private final Verdicts verdicts;
    private final Lives lives;
    private final Inbox inbox;
    private final List<NodeId> monitored;
    private boolean stopped;

    HeartbeatDetector(Stackable link, HeartbeatConfig config, Neighbours neighbours, long margin, long firstContact) {
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.sender = new HeartbeatSender(link, config.stall().toNanos());
        this.announcer = new Announcer(environment);
        long now = now();
        List<NodeId> everybody = neighbours.everybody(environment);
        Set<NodeId> watched = new LinkedHashSet<>(neighbours.monitored());
        Set<NodeId> informed = new LinkedHashSet<>(neighbours.informed());
        for (NodeId id : everybody) {
            Watch watch = new Watch(id, watched.contains(id), informed.contains(id));
            watch.interval = config.interval().toNanos();
            watch.announced = watch.interval;
            watch.since = now;
            watch.sendDue = now;
            watch.margin = margin;
            watch.deadline = now + firstContact;
            watches.put(id, watch);
            queue.atLatest(watch, watch.nextTurn(Require.never(now)));
        }
        this.monitored = everybody.stream().filter(watched::contains).toList();
        this.timer = new StallWatch(environment, config.stall(), this::onTimer);
        this.verdicts = new Verdicts(this, sender, announcer, queue, timer);
        this.lives = new Lives(this, announcer);
        this.inbox = new Inbox(this, lives, verdicts, sender, timer);
        link.onDeliver(this::onFrame);
    }

    /** The estimator for a life that was heard of just now. */
    abstract Estimator begin(Watch watch);

    /** A peer that was suspected, or whose life another way is known to go on, gave a sign: whether it is trusted again. */
    abstract boolean forgives(Watch watch, long now);

    /** A heartbeat came in time to be learned from. The estimator has not seen it yet. */
    void onHeartbeat(Watch watch, HeartbeatFrame heartbeat, long now) {}

    /** The probe of that number was answered, no matter what came before the answer. */
    void onAnswer(Watch watch, long probe, long now) {}

    /** This node stood still, for about so long. */
    void onStall(long nanos) {}

    /** A later life of a peer was heard of: whether that is the one to be watched from now on. */
    boolean takesNewLife(Watch watch, @Nullable Peer before) {
        return true;
    }

    final Environment environment() {
        return environment;
    }

    final HeartbeatConfig config() {
        return config;
    }

    final String channel() {
        return link.channel();
    }

    final long now() {
        return environment.clock().nanos();
    }

    final HeartbeatSender sender() {
        return sender;
    }

    @Override
    public final List<NodeId> monitored() {
        return monitored;
    }

    @Override
    public final List<NodeId> suspects() {
        environment.requireLoop("FailureDetector.suspects");
        return watches.values().stream()
                .filter(watch -> watch.monitored && watch.isSuspected())
                .map(watch -> watch.id)
                .toList();
    }

    @Override
    public final PeerView view(NodeId peer) {
        environment.requireLoop("FailureDetector.view");
        return monitored(peer).view(now());
    }

    final Watch monitored(NodeId peer) {
        Watch watch = watches.get(peer);
        if (watch == null || !watch.monitored) {
            throw new IllegalArgumentException("peer: must be one of " + monitored + ", but was '" + peer + "'");
        }
        return watch;
    }

    @Override
    public final void onSuspicion(SuspicionListener listener) {
        environment.requireLoop("FailureDetector.onSuspicion");
        announcer.add(listener);
    }

    @Override
    public final void heardFrom(Peer from) {
        long now = wake();
        Watch watch = watches.get(from.id());
        if (stopped || watch == null || !watch.monitored || !lives.takes(watch, from, now)) {
            return;
        }
        if (watch.isSuspected()) {
            // What the network repeats may be as old as it likes: only an answer to a new question shows that the peer
            // lives.
            if (now - watch.lastSign > watch.announced) {
                watch.lastSign = now;
                sender.probe(watch, now);
            }
            return;
        }
        Objects.requireNonNull(watch.estimator).onSignOfLife(now);
        verdicts.trust(watch, now);
    }

    @Override
    public final void sentTo(NodeId to) {
        Watch watch = watches.get(to);
        if (watch != null && !stopped) {
            watch.sendDue = now() + watch.interval;
        }
    }

    @Override
    public final void stop() {
        environment.requireLoop("FailureDetector.stop");
        stopped = true;
        timer.cancel();
    }

    private void onTimer() {
        if (stopped) {
            return;
        }
        long now = wake();
        Watch first = queue.first();
        while (first != null && first.turn - now <= 0) {
            if (first.informed && first.sendDue - now <= 0) {
                sender.heartbeat(first, now);
            }
            if (first.monitored && !first.isSuspected() && first.deadline - now <= 0) {
                verdicts.onDeadline(first, now);
            }
            queue.postponeFirst(first.nextTurn(Require.never(now)));
            first = queue.first();
        }
        arm(now);
    }

    private void arm(long now) {
        Watch first = queue.first();
        if (!stopped) {
            timer.armAt(first == null ? Require.never(now) : first.turn, now);
        }
    }

    /** To be called first whenever something happens. */
    private long wake() {
        long now = now();
        long late = timer.stalled(now);
        if (late > 0 && !stopped) {
            watches.values().forEach(watch -> verdicts.excuse(watch, late, now));
            onStall(late);
        }
        return now;
    }

    private void onFrame(Peer from, ByteBuffer bytes) {
        Watch watch = watches.get(from.id());
        if (stopped || watch == null) {
            return;
        }
        HeartbeatFrame frame = inbox.read(from, bytes);
        if (frame != null) {
            inbox.take(watch, from, frame, wake());
        }
    }
}
