package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ω, the eventual leader detector (Chandra, Hadzilacos, Toueg 1996; Cachin, Guerraoui, Rodrigues, Module 2.9), stable and
 * communication-efficient after Aguilera, Delporte-Gallet, Fauconnier and Toueg (<i>Stable leader election</i>, DISC 2001;
 * <i>Communication-efficient leader election and consensus with limited link synchrony</i>, PODC 2004).
 *
 * <p><b>Assumes</b> a fair-loss link and partial synchrony: from some unknown time on, the gaps between the heartbeats that arrive from a
 * live leader are below some unknown bound. <b>Promises</b> that in the end all live nodes trust the same live node; that from then on
 * nobody changes while it lives, whoever else crashes, starts or restarts; and that then only the leader sends, over n−1 directed links.
 * <b>Does not promise</b> that there is one leader at a time before: whoever acts for all needs more, a quorum for one.
 *
 * <p>How: a node that takes itself for the leader sends offers, which carry how often it was accused. Among itself and all whose offers
 * have not run out, each trusts the one with the fewest accusations, then of the lowest rank; whoever trusts another is silent. When the
 * offers of a node run out, it is accused, and the time that they are given grows by a step. An accusation counts once, and only against
 * the candidacy in which it was made: who stopped offering because it found a better leader is not blamed for its silence. A node that
 * starts listens first, and ranks itself behind the leader that it hears.
 *
 * <p>One timer; a few hundred bytes per node of the group. For the loop's thread only.
 *
 * <pre>{@code
 * LeaderDetector omega = LeaderDetector.over(
 *         FairLossLink.over(env.open("omega")), LeaderConfig.every(Duration.ofMillis(200)));
 * omega.onLeader(leader -> log(leader));
 * }</pre>
 */
public final class LeaderDetector {

    private static final Assumptions ASSUMES =
            Assumptions.of("LeaderDetector").network(NetworkModel.FAIR_LOSS).timing(TimingModel.partiallySynchronous());

    private final Stackable link;
    private final Environment environment;
    private final LeaderConfig config;
    private final int rank;
    private final Map<NodeId, Candidate> others = new LinkedHashMap<>();
    private final List<LeaderListener> listeners = new ArrayList<>();
    private final StallWatch timer;
    private long accusations;
    private long candidacy;
    private boolean listening = true;
    private boolean offering;
    private long offerDue;
    private @Nullable NodeId leader;
    private boolean stopped;

    private LeaderDetector(Stackable link, LeaderConfig config) {
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        NodeId self = environment.self();
        this.rank = environment.group().rank(self);
        for (NodeId id : environment.group().others(self)) {
            others.put(
                    id,
                    new Candidate(
                            id, environment.group().rank(id), config.margin().toNanos()));
        }
        this.timer = new StallWatch(environment, config.interval().dividedBy(4).plusNanos(1), this::onTimer);
        long now = now();
        this.offerDue = now + config.listening().toNanos();
        link.onDeliver(this::onFrame);
        timer.armAt(offerDue, now);
    }

    /**
     * A leader detector for the group. Each of its nodes has to run one over a channel of the same name.
     *
     * @param link a fair-loss link, which belongs to this detector from now on
     * @param config its settings
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary or the system asynchronous
     */
    public static LeaderDetector over(Stackable link, LeaderConfig config) {
        ASSUMES.check(link.model());
        link.environment().requireLoop("LeaderDetector.over");
        return new LeaderDetector(link, Objects.requireNonNull(config, "config"));
    }

    /**
     * Whom this node trusts now.
     *
     * @return empty while it listens for a leader after its start
     */
    public Optional<NodeId> leader() {
        environment.requireLoop("LeaderDetector.leader");
        return Optional.ofNullable(leader);
    }

    /**
     * Says who is told of another leader from now on, beside those who are told already.
     *
     * @param listener called on the loop
     */
    public void onLeader(LeaderListener listener) {
        environment.requireLoop("LeaderDetector.onLeader");
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Offers itself no more, and trusts nobody new. A second call does nothing. */
    public void stop() {
        environment.requireLoop("LeaderDetector.stop");
        stopped = true;
        timer.cancel();
    }

    private long now() {
        return environment.clock().nanos();
    }

    private void onTimer() {
        if (stopped) {
            return;
        }
        long now = wake();
        for (Candidate other : others.values()) {
            if (other.offers && other.deadline - now <= 0) {
                accuse(other);
            }
        }
        if (listening && offerDue - now <= 0) {
            listening = false;
        }
        elect(now);
        if (offering && offerDue - now <= 0) {
            offer(now);
        }
        arm(now);
    }

    /** To be called first whenever something happens: offers that came while this node stood still are given their time. */
    private long wake() {
        long now = now();
        if (timer.stalled(now) > 0) {
            if (listening) {
                // It heard nobody, for it did not listen.
                offerDue = now + config.listening().toNanos();
            }
            for (Candidate other : others.values()) {
                if (other.offers) {
                    Objects.requireNonNull(other.estimator).onSignOfLife(now);
                    other.deadline = deadline(other, now);
                }
            }
        }
        return now;
    }

    private void arm(long now) {
        long next = now + Require.LONGEST.toNanos();
        if ((offering || listening) && offerDue - next < 0) {
            next = offerDue;
        }
        for (Candidate other : others.values()) {
            if (other.offers && other.deadline - next < 0) {
                next = other.deadline;
            }
        }
        timer.armAt(next, now);
    }

    private static long deadline(Candidate of, long now) {
        long estimated = Objects.requireNonNull(of.estimator).deadline();
        return (estimated - now < 0 ? now : estimated) + of.margin;
    }

    /** Its offers have run out. It may be gone, or slow: then the step makes this the last time after some. */
    private void accuse(Candidate other) {
        other.offers = false;
        other.margin += config.step().toNanos();
        Objects.requireNonNull(other.estimator).onMistake();
        send(other, new LeaderFrame(true, other.nextSequence, other.accusations, other.candidacy, 0, 0));
    }

    private void elect(long now) {
        Candidate best = null;
        for (Candidate other : others.values()) {
            boolean better = best == null || other.goesBefore(best.accusations, best.rank);
            if (other.offers && better) {
                best = other;
            }
        }
        if (best != null && (listening || best.goesBefore(accusations, rank))) {
            if (listening) {
                // Who comes later goes behind: a leader that lives is not deposed by a start.
                accusations = Math.max(accusations, Math.min(LeaderFrame.MOST_ACCUSATIONS, best.accusations + 1));
                listening = false;
            }
            offering = false;
            trust(best.id);
        } else if (!listening) {
            if (!offering) {
                offering = true;
                candidacy++;
                offerDue = now;
            }
            trust(environment.self());
        }
    }

    private void trust(NodeId trusted) {
        if (trusted.equals(leader)) {
            return;
        }
        leader = trusted;
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Trust(trusted));
        }
        new ArrayList<>(listeners).forEach(listener -> listener.onTrust(trusted));
    }

    private void offer(long now) {
        long interval = config.interval().toNanos();
        boolean late = now - offerDue > interval / 4;
        long due = late ? now : offerDue;
        for (Candidate other : others.values()) {
            send(other, new LeaderFrame(false, other.nextSequence, accusations, candidacy, due, interval));
        }
        offerDue = due + interval;
    }

    /** Without room below it is lost, as any frame may be. */
    private void send(Candidate to, LeaderFrame frame) {
        ByteBuffer room = link.claim(to.id, frame.bytes());
        if (room != null) {
            frame.write(room);
            link.commit();
            to.nextSequence++;
        }
    }

    private void onFrame(Peer from, ByteBuffer bytes) {
        Candidate sender = others.get(from.id());
        if (stopped || sender == null) {
            return;
        }
        LeaderFrame frame;
        try {
            frame = LeaderFrame.read(bytes);
        } catch (MalformedMessageException e) {
            environment.report(new Fault(
                    from.id(),
                    Fault.Kind.MALFORMED_MESSAGE,
                    "LeaderDetector on channel '" + link.channel() + "': " + e.getMessage()));
            return;
        }
        long now = wake();
        long life = from.incarnation().number();
        if (life > sender.incarnation) {
            sender.beginLife(life, config.estimation().begin(config.interval()));
        }
        if (life < sender.incarnation || frame.sequence() <= sender.lastSequence) {
            return;
        }
        sender.lastSequence = frame.sequence();
        if (frame.accusation()) {
            accused(frame);
        } else {
            offered(sender, frame, now);
        }
        elect(now);
        if (offering && offerDue - now <= 0) {
            offer(now);
        }
        arm(now);
    }

    /** An accusation counts against the candidacy and the number of accusations that its sender saw, so it counts once. */
    private void accused(LeaderFrame frame) {
        if (offering && frame.candidacy() == candidacy && frame.accusations() == accusations) {
            accusations = Math.min(LeaderFrame.MOST_ACCUSATIONS, accusations + 1);
        }
    }

    private void offered(Candidate sender, LeaderFrame frame, long now) {
        Estimator estimator = Objects.requireNonNull(sender.estimator);
        if (sender.candidacy != frame.candidacy()) {
            // Between two candidacies it was silent by design.
            estimator = config.estimation().begin(Duration.ofNanos(frame.interval()));
            sender.estimator = estimator;
        }
        sender.accusations = frame.accusations();
        sender.candidacy = frame.candidacy();
        estimator.onHeartbeat(frame.sent(), now, frame.interval());
        sender.offers = true;
        sender.deadline = deadline(sender, now);
    }
}
