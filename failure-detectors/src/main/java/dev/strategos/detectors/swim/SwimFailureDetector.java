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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

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
    private final SwimConfig config;
    private final Group group;
    private final int self;
    private final Roster roster;
    private final ProbeOrder order;
    private final Gossip gossip;
    private final Bulletin bulletin;
    private final LocalHealth health = new LocalHealth();
    private final Map<Integer, Doubt> doubts = new LinkedHashMap<>();
    private final List<Relay> relays = new ArrayList<>();
    private final Timer timer;
    private final long stall;
    private @Nullable Probe probe;
    private int numbers;
    private int refutation;
    private long periodEnd;
    private long due;
    private boolean stopped;

    private SwimFailureDetector(Stackable link, SwimConfig config) {
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.group = environment.group();
        this.self = group.rank(environment.self());
        this.roster = new Roster(group.size());
        this.order = new ProbeOrder(group.size(), self, config.selection(), environment.random());
        this.gossip = new Gossip(group.size(), config.retransmissions());
        this.bulletin = new Bulletin(environment);
        this.stall = config.period().toNanos() / 4 + 1;
        long now = now();
        // Members that start together shall not probe together.
        this.periodEnd = now + environment.random().nextLong(config.period().toNanos());
        link.onDeliver(this::onFrame);
        this.due = periodEnd;
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
        List<NodeId> failed = new ArrayList<>();
        for (int member = 0; member < group.size(); member++) {
            if (roster.state(member) == MemberState.FAULTY) {
                failed.add(group.member(member));
            }
        }
        return failed;
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
                Bulletin.life(roster.life(group.rank(peer))),
                state == MemberState.FAULTY,
                bulletin.since(peer),
                OptionalDouble.of(state.code()),
                Duration.ZERO,
                bulletin.mistakes(peer),
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
        return roster.state(group.rank(peer));
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
        bulletin.add(listener);
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
        Probe current = probe;
        if (current != null && current.isDue(now)) {
            for (int helper : current.askHelpers()) {
                send(helper, SwimFrame.Kind.PING_REQUEST, current.number, current.subject, 0);
            }
        }
        for (Map.Entry<Integer, Doubt> doubt : new ArrayList<>(doubts.entrySet())) {
            if (doubt.getValue().deadline() - now <= 0) {
                int member = doubt.getKey();
                take(new News(member, roster.life(member), roster.refutation(member), MemberState.FAULTY, self), now);
            }
        }
        for (Relay relay : new ArrayList<>(relays)) {
            if (relay.deadline() - now <= 0) {
                relays.remove(relay);
                send(relay.origin(), SwimFrame.Kind.NACK, relay.originNumber(), -1, 0);
            }
        }
        if (periodEnd - now <= 0) {
            endPeriod(now);
            beginPeriod(now);
        }
        arm(now);
    }

    /** To be called first whenever something happens: what this member did not look at proves nothing about others. */
    private long wake() {
        long now = now();
        long late = now - due;
        if (late > stall) {
            due = now;
            periodEnd += late;
            if (probe != null) {
                probe.shift(late);
            }
            doubts.values().forEach(doubt -> doubt.shift(late));
            relays.clear();
            health.worse();
        }
        return now;
    }

    private void arm(long now) {
        long next = now + stall;
        next = earlier(next, periodEnd);
        if (probe != null && probe.isWaiting()) {
            next = earlier(next, probe.timeout());
        }
        for (Doubt doubt : doubts.values()) {
            next = earlier(next, doubt.deadline());
        }
        for (Relay relay : relays) {
            next = earlier(next, relay.deadline());
        }
        long wait = Math.max(0, next - now);
        due = now + wait;
        timer.rearm(Duration.ofNanos(wait));
    }

    private static long earlier(long one, long other) {
        return other - one < 0 ? other : one;
    }

    private void endPeriod(long now) {
        Probe ended = probe;
        if (ended == null) {
            return;
        }
        if (ended.isAnswered()) {
            health.better();
        } else if (roster.state(ended.subject) != MemberState.FAULTY) {
            health.worse();
            if (ended.missing() > 0) {
                health.worse();
            }
            int subject = ended.subject;
            take(new News(subject, roster.life(subject), roster.refutation(subject), MemberState.SUSPECTED, self), now);
        }
    }

    private void beginPeriod(long now) {
        int subject = order.next();
        probe = new Probe(
                subject,
                ++numbers,
                now + health.stretch(config.timeout().toNanos()),
                order.helpers(config.helpers(), subject));
        periodEnd = now + health.stretch(config.period().toNanos());
        send(subject, SwimFrame.Kind.PING, probe.number, -1, 0);
    }

    /** A member that is not thought alive is told so first, whatever else there is to tell. */
    private void send(int to, SwimFrame.Kind kind, int number, int subject, long life) {
        List<News> news = new ArrayList<>(SwimFrame.MOST_NEWS);
        if (roster.state(to) != MemberState.ALIVE) {
            news.add(roster.news(to, self));
        }
        news.addAll(gossip.next(SwimFrame.MOST_NEWS - news.size()));
        SwimFrame frame = new SwimFrame(kind, number, subject, life, news);
        ByteBuffer room = link.claim(group.member(to), frame.bytes());
        if (room != null) {
            frame.write(room);
            link.commit();
        }
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
        if (life < roster.life(sender)) {
            return;
        }
        if (life > roster.life(sender)) {
            take(new News(sender, life, 0, MemberState.ALIVE, self), now);
        }
        frame.news().forEach(news -> take(news, now));
        answer(sender, frame, now);
        arm(now);
    }

    private void answer(int sender, SwimFrame frame, long now) {
        switch (frame.kind()) {
            case PING -> send(sender, SwimFrame.Kind.ACK, frame.number(), -1, 0);
            case PING_REQUEST -> {
                if (frame.subject() == self) {
                    send(
                            sender,
                            SwimFrame.Kind.ACK,
                            frame.number(),
                            -1,
                            environment.incarnation().number());
                } else {
                    long patience = config.timeout().toNanos() * 4 / 5;
                    Relay relay = new Relay(sender, frame.number(), frame.subject(), ++numbers, now + patience);
                    relays.add(relay);
                    send(relay.subject(), SwimFrame.Kind.PING, relay.number(), -1, 0);
                }
            }
            case ACK -> acknowledged(sender, frame, now);
            case NACK -> {
                if (probe != null && probe.number == frame.number()) {
                    probe.refuse();
                }
            }
        }
    }

    private void acknowledged(int sender, SwimFrame frame, long now) {
        Probe current = probe;
        if (current != null && current.number == frame.number()) {
            if (sender != current.subject && frame.life() > roster.life(current.subject)) {
                take(new News(current.subject, frame.life(), 0, MemberState.ALIVE, sender), now);
            }
            if (sender == current.subject || frame.life() == roster.life(current.subject)) {
                current.answer();
            }
            return;
        }
        for (Relay relay : new ArrayList<>(relays)) {
            if (relay.number() == frame.number() && relay.subject() == sender) {
                relays.remove(relay);
                send(relay.origin(), SwimFrame.Kind.ACK, relay.originNumber(), -1, roster.life(sender));
            }
        }
    }

    private void take(News told, long now) {
        int member = told.member();
        if (member == self) {
            refute(told);
            return;
        }
        News news = named(told);
        long oldLife = roster.life(member);
        MemberState old = roster.state(member);
        if (!roster.take(news)) {
            Doubt doubt = doubts.get(member);
            if (doubt != null && roster.isSame(news) && doubt.confirm(news.by())) {
                gossip.add(news);
            }
            return;
        }
        boolean firstContact = oldLife == 0 && old == MemberState.ALIVE && news.state() == MemberState.ALIVE;
        if (!firstContact) {
            gossip.add(news);
        }
        doubts.remove(member);
        if (news.state() == MemberState.SUSPECTED) {
            doubts.put(member, doubt(news, now));
        }
        tell(news, oldLife, old, now);
    }

    /**
     * Who never heard of a member's life accuses it by no name: that is an accusation of the life that is known here. And who counts as
     * failed without a name counts so by the name by which others accuse it.
     */
    private News named(News news) {
        int member = news.member();
        long life = roster.life(member);
        if (news.life() == 0 && life > 0 && news.state() != MemberState.ALIVE) {
            return new News(member, life, roster.refutation(member), MemberState.SUSPECTED, news.by());
        }
        boolean failed = life == 0 && roster.state(member) == MemberState.FAULTY;
        if (failed && news.life() > 0 && news.state() == MemberState.SUSPECTED) {
            return new News(member, news.life(), news.refutation(), MemberState.FAULTY, news.by());
        }
        return news;
    }

    private Doubt doubt(News news, long now) {
        double periods = config.suspicion() * Math.max(1, StrictMath.log10(group.size()));
        long least = StrictMath.round(periods * config.period().toNanos());
        return new Doubt(now, least, StrictMath.round(least * config.patience()), group.size(), news.by());
    }

    private void tell(News news, long oldLife, MemberState old, long now) {
        NodeId member = group.member(news.member());
        boolean sameLife = news.life() == oldLife;
        boolean onlyNamed = oldLife == 0 && old == MemberState.FAULTY && news.state() == MemberState.FAULTY;
        if (onlyNamed) {
            return;
        }
        if (old == MemberState.FAULTY && !(sameLife && news.state() == MemberState.FAULTY)) {
            bulletin.restored(member, oldLife, news.life(), now);
        }
        if (!sameLife && oldLife > 0) {
            bulletin.restarted(member, oldLife, news.life());
        }
        if (news.state() == MemberState.FAULTY && !(sameLife && old == MemberState.FAULTY)) {
            bulletin.failed(member, news.life(), now);
        }
    }

    /** What is said of this member itself is not true, as long as it can say so. */
    private void refute(News news) {
        boolean ofThisLife = news.life() == environment.incarnation().number();
        if (ofThisLife && news.state() != MemberState.ALIVE && news.refutation() >= refutation) {
            refutation = news.refutation() + 1;
            health.worse();
            gossip.add(new News(self, news.life(), refutation, MemberState.ALIVE, self));
        } else if (news.life() < environment.incarnation().number() && news.state() != MemberState.ALIVE) {
            gossip.add(new News(self, environment.incarnation().number(), refutation, MemberState.ALIVE, self));
        }
    }
}
