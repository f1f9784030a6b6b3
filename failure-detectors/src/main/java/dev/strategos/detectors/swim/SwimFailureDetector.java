package dev.strategos.detectors.swim;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import dev.strategos.core.Timer;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.detectors.FailureDetector;
import dev.strategos.detectors.PeerView;
import dev.strategos.detectors.SuspicionListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * SWIM with Lifeguard (Das, Gupta, Motivala, <i>SWIM: scalable weakly-consistent infection-style process group membership protocol</i>,
 * DSN 2002; Dadgar, Phillips, Currey, <i>Lifeguard</i>, 2018), for a fixed group that is too large for everybody to watch everybody: each
 * member probes one other in a period, and news of failures ride on the probes.
 *
 * <p><b>Assumes</b> a fair-loss link, and a group that is the same at all members. <b>Promises</b> that a crash is found by some member
 * after e/(e−1) periods on average when members choose at random, by every member within 2n−3 when they go round; that all live members
 * then hear of it, O(log n) periods later with high probability; and that a member sends a bounded number of frames in a period, however
 * large the group is. <b>Does not promise</b> to be ◊P: time-outs do not grow for ever.
 *
 * <p>A member that does not answer is asked through others, then suspected, and has some time to refute that: less, the more members came
 * to suspect it too. Only after that {@linkplain #suspects it counts} as failed. A member that is slow itself probes more slowly and gives
 * more time. Failed members are probed like others, so a network that was parted comes together again. Application traffic is not looked
 * at: probes go to whoever's turn it is.
 *
 * <p>Memory is about twenty bytes per member, and more only for those that are suspected or in the news; one timer. For the loop's thread
 * only.
 *
 * <pre>{@code
 * SwimFailureDetector swim = SwimFailureDetector.over(FairLossLink.over(env.open("swim")), SwimConfig.defaults());
 * }</pre>
 */
public final class SwimFailureDetector implements FailureDetector {

    private static final Assumptions ASSUMES =
            Assumptions.of("SwimFailureDetector").network(NetworkModel.FAIR_LOSS);

    private final Stackable link;
    private final Environment environment;
    private final Group group;
    private final LocalHealth health = new LocalHealth();
    private final Membership membership;
    private final Prober prober;
    private final Timer timer;
    private final long stall;
    private long due;
    private boolean stopped;

    private SwimFailureDetector(Stackable link, SwimConfig config) {
        this.link = link;
        this.environment = link.environment();
        this.group = environment.group();
        this.membership = new Membership(environment, config, health);
        this.prober = new Prober(link, config, membership, health);
        this.stall = config.period().toNanos() / 4 + 1;
        link.onDeliver(this::onFrame);
        long now = now();
        this.due = now;
        this.timer = environment.schedule(Duration.ZERO, this::onTimer);
        arm(now);
    }

    /**
     * A member's detector. Each member has to run one over a channel of the same name.
     *
     * @param link a fair-loss link, which belongs to this detector from now on; its messages may have 255 bytes
     * @param config its settings
     * @return the detector
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link is arbitrary
     * @throws IllegalArgumentException if the group has less than two members, or the link takes too short messages only
     */
    public static SwimFailureDetector over(Stackable link, SwimConfig config) {
        ASSUMES.check(link.model());
        link.environment().requireLoop("SwimFailureDetector.over");
        if (link.environment().group().size() < 2) {
            throw new IllegalArgumentException("group: must have at least 2 members, but was "
                    + link.environment().group());
        }
        if (link.maxBytes() < SwimFrame.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "link: must take messages of " + SwimFrame.MAX_BYTES + " bytes, but takes " + link.maxBytes());
        }
        return new SwimFailureDetector(link, Objects.requireNonNull(config, "config"));
    }

    @Override
    public List<NodeId> monitored() {
        return group.others(environment.self());
    }

    @Override
    public List<NodeId> suspects() {
        environment.requireLoop("SwimFailureDetector.suspects");
        return membership.failed();
    }

    /**
     * What is thought of a member. Its level is 0 for alive, 1 for suspected and 2 for faulty.
     *
     * @param peer another member
     * @return a snapshot; {@code suspected} is true of a faulty one only
     * @throws IllegalArgumentException if it is no other member
     */
    @Override
    public PeerView view(NodeId peer) {
        MemberState state = state(peer);
        return new PeerView(
                peer,
                Bulletin.life(membership.life(group.rank(peer))),
                state == MemberState.FAULTY,
                membership.bulletin().since(peer),
                OptionalDouble.of(state.code()),
                Duration.ZERO,
                membership.bulletin().mistakes(peer),
                0);
    }

    /**
     * The state of a member, as this one sees it.
     *
     * @param peer another member
     * @return its state
     * @throws IllegalArgumentException if it is no other member
     */
    public MemberState state(NodeId peer) {
        environment.requireLoop("SwimFailureDetector.state");
        if (peer.equals(environment.self())) {
            throw new IllegalArgumentException("peer: must be another member, but '" + peer + "' is this one");
        }
        return membership.state(group.rank(peer));
    }

    /**
     * How well this member itself does, after Lifeguard.
     *
     * @return 0 for well, up to 8; probes take this plus one times as long
     */
    public int health() {
        return health.value();
    }

    @Override
    public void onSuspicion(SuspicionListener listener) {
        environment.requireLoop("SwimFailureDetector.onSuspicion");
        membership.bulletin().add(listener);
    }

    /** Does nothing: it is the turn of others that matters here. */
    @Override
    public void heardFrom(Peer from) {}

    /** Does nothing: it is the turn of others that matters here. */
    @Override
    public void sentTo(NodeId to) {}

    @Override
    public void stop() {
        environment.requireLoop("SwimFailureDetector.stop");
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
        prober.goOn(now);
        membership.endDoubts(now);
        prober.endPeriod(now);
        arm(now);
    }

    /** To be called first whenever something happens: what this member did not look at proves nothing about others. */
    private long wake() {
        long now = now();
        long late = now - due;
        if (late > stall) {
            due = now;
            prober.excuse(late);
            membership.excuse(late);
            health.worse();
        }
        return now;
    }

    private void arm(long now) {
        long next = membership.nextBefore(prober.nextBefore(now + stall));
        long wait = Math.max(0, next - now);
        due = now + wait;
        timer.rearm(Duration.ofNanos(wait));
    }

    private void onFrame(Peer from, ByteBuffer bytes) {
        if (stopped) {
            return;
        }
        SwimFrame frame;
        try {
            frame = SwimFrame.read(bytes, group.size());
        } catch (MalformedMessageException e) {
            environment.report(new Fault(
                    from.id(),
                    Fault.Kind.MALFORMED_MESSAGE,
                    "SwimFailureDetector on channel '" + link.channel() + "': " + e.getMessage()));
            return;
        }
        long now = wake();
        int sender = group.rank(from.id());
        long life = from.incarnation().number();
        if (life < membership.life(sender)) {
            return;
        }
        membership.alive(sender, life, group.rank(environment.self()), now);
        frame.news().forEach(news -> membership.take(news, now));
        prober.onFrame(sender, frame, now);
        arm(now);
    }
}
