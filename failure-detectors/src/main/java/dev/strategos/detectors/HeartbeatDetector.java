package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MalformedMessageException;
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
    private final List<NodeId> monitored;
    private long resumed;
    private boolean stalledOnce;
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
            queue.atLatest(watch, watch.nextTurn(never(now)));
        }
        this.monitored = everybody.stream().filter(watched::contains).toList();
        this.timer = new StallWatch(environment, config.stall(), this::onTimer);
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

    private static long never(long now) {
        return now + Require.LONGEST.toNanos();
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
        if (stopped || watch == null || !watch.monitored || !takesLife(watch, from, now)) {
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
        trust(watch, now);
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
                onDeadline(first, now);
            }
            queue.postponeFirst(first.nextTurn(never(now)));
            first = queue.first();
        }
        arm(now);
    }

    private void arm(long now) {
        Watch first = queue.first();
        if (!stopped) {
            timer.armAt(first == null ? never(now) : first.turn, now);
        }
    }

    /** To be called first whenever something happens. */
    private long wake() {
        long now = now();
        long late = timer.stalled(now);
        if (late > 0 && !stopped) {
            resumed = now;
            stalledOnce = true;
            watches.values().forEach(watch -> excuse(watch, late, now));
            onStall(late);
        }
        return now;
    }

    /** What this node did not look at is no silence: a peer has as long as after a sign of life. */
    private void excuse(Watch watch, long late, long now) {
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

    private void onDeadline(Watch watch, long now) {
        if (watch.state == Watch.State.TRUSTED) {
            watch.probesLeft = watch.isHeardOf() ? config.probes().count() : 0;
        }
        if (watch.probesLeft > 0) {
            watch.state = Watch.State.DOUBTED;
            watch.probesLeft--;
            watch.deadline = now + config.probes().patience().toNanos();
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

    private void onFrame(Peer from, ByteBuffer bytes) {
        Watch watch = watches.get(from.id());
        if (stopped || watch == null) {
            return;
        }
        HeartbeatFrame frame;
        try {
            frame = HeartbeatFrame.read(bytes);
        } catch (MalformedMessageException e) {
            environment.report(new Fault(
                    from.id(),
                    Fault.Kind.MALFORMED_MESSAGE,
                    "failure detector on channel '" + channel() + "': " + e.getMessage()));
            return;
        }
        long now = wake();
        if (!takesLife(watch, from, now)) {
            return;
        }
        if (frame.sequence() <= watch.lastSequence) {
            watch.stale++;
            if (frame.kind() == HeartbeatFrame.Kind.ANSWER) {
                onAnswer(watch, frame.first(), now);
            }
            return;
        }
        watch.lastSequence = frame.sequence();
        watch.received++;
        take(watch, frame, now);
    }

    private void take(Watch watch, HeartbeatFrame frame, long now) {
        switch (frame.kind()) {
            case HEARTBEAT -> {
                watch.announced = frame.second();
                learn(watch, frame, now);
            }
            case ANSWER -> {
                signOfLife(watch, now);
                onAnswer(watch, frame.first(), now);
            }
            case PROBE -> {
                sender.answer(watch, frame.sequence(), now);
                signOfLife(watch, now);
            }
            case REQUEST -> {
                watch.interval = Math.max(config.minInterval().toNanos(), frame.first());
                if (watch.sendDue - (now + watch.interval) > 0) {
                    watch.sendDue = now + watch.interval;
                }
                signOfLife(watch, now);
            }
        }
        if (watch.monitored) {
            if (watch.isSuspected()) {
                boolean answered = frame.kind() == HeartbeatFrame.Kind.ANSWER;
                revive(watch, answered ? Suspicion.Reason.ANSWER : Suspicion.Reason.HEARTBEAT, now);
            } else {
                trust(watch, now);
            }
        }
        requeue(watch, now);
    }

    /** A heartbeat that waited while this node stood still says nothing about the network. */
    private void learn(Watch watch, HeartbeatFrame heartbeat, long now) {
        if (!watch.monitored) {
            return;
        }
        if (stalledOnce && now - resumed < watch.announced) {
            signOfLife(watch, now);
        } else {
            onHeartbeat(watch, heartbeat, now);
            Objects.requireNonNull(watch.estimator).onHeartbeat(heartbeat.first(), now, heartbeat.second());
        }
    }

    private static void signOfLife(Watch watch, long now) {
        if (watch.monitored) {
            Objects.requireNonNull(watch.estimator).onSignOfLife(now);
        }
    }

    /** Whether what came belongs to the highest life of its sender; one that is higher than all before begins here. */
    private boolean takesLife(Watch watch, Peer from, long now) {
        long life = from.incarnation().number();
        if (life < watch.incarnation) {
            watch.stale++;
            return false;
        }
        if (life == watch.incarnation) {
            return true;
        }
        Peer before = watch.isHeardOf() ? new Peer(watch.id, new Incarnation(watch.incarnation)) : null;
        if (!takesNewLife(watch, before)) {
            watch.stale++;
            return false;
        }
        beginLife(watch, before, from, now);
        return true;
    }

    private void beginLife(Watch watch, @Nullable Peer before, Peer peer, long now) {
        Suspicion.Reason reason = before == null ? Suspicion.Reason.FIRST_CONTACT : Suspicion.Reason.NEW_INCARNATION;
        Suspicion ended = new Suspicion(watch.id, watch.life(), reason, now);
        boolean suspected = watch.isSuspected();
        watch.beginLife(peer.incarnation().number(), config.interval().toNanos());
        if (!watch.monitored) {
            return;
        }
        // What brought the news is a sign of life too, and sets the deadline.
        watch.estimator = begin(watch);
        if (suspected) {
            watch.since = now;
            announcer.restore(watch, ended);
        }
        if (before != null) {
            announcer.restarted(before, peer);
        }
    }

    private void trust(Watch watch, long now) {
        watch.state = Watch.State.TRUSTED;
        watch.lastSign = now;
        watch.deadline = deadline(watch, now);
        requeue(watch, now);
    }

    private void revive(Watch watch, Suspicion.Reason reason, long now) {
        if (!forgives(watch, now)) {
            return;
        }
        watch.mistakes++;
        Objects.requireNonNull(watch.estimator).onMistake();
        watch.since = now;
        trust(watch, now);
        announcer.restore(watch, new Suspicion(watch.id, watch.life(), reason, now));
    }

    private void requeue(Watch watch, long now) {
        queue.atLatest(watch, watch.nextTurn(never(now)));
        timer.armNoLaterThan(watch.turn, now);
    }
}
