package dev.strategos.detectors.swim;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocol period: a member is probed, itself and then through helpers, and what others ask is answered. What comes of it goes to the
 * {@link Membership}.
 */
final class Prober {

    private final Stackable link;
    private final Environment environment;
    private final SwimConfig config;
    private final Group group;
    private final int self;
    private final Membership membership;
    private final LocalHealth health;
    private final ProbeOrder order;
    private final List<Relay> relays = new ArrayList<>();
    private @Nullable Probe probe;
    private int numbers;
    private long periodEnd;

    Prober(Stackable link, SwimConfig config, Membership membership, LocalHealth health) {
        this.link = link;
        this.environment = link.environment();
        this.config = config;
        this.group = environment.group();
        this.self = group.rank(environment.self());
        this.membership = membership;
        this.health = health;
        this.order = new ProbeOrder(group.size(), self, config.selection(), environment.random());
        // Members that start together shall not probe together.
        this.periodEnd = environment.clock().nanos()
                + environment.random().nextLong(config.period().toNanos());
    }

    /** When something is to be done next, if that is before a given instant; else that instant. */
    long nextBefore(long instant) {
        long next = earlier(instant, periodEnd);
        if (probe != null && probe.isWaiting()) {
            next = earlier(next, probe.timeout());
        }
        for (Relay relay : relays) {
            next = earlier(next, relay.deadline());
        }
        return next;
    }

    private static long earlier(long one, long other) {
        return other - one < 0 ? other : one;
    }

    /** This member stood still for so long: what it did not look at proves nothing about others. */
    void excuse(long nanos) {
        periodEnd += nanos;
        if (probe != null) {
            probe.shift(nanos);
        }
        relays.clear();
    }

    /** Asks helpers where the subject has not answered in time, and tells who asked where there was no answer. */
    void goOn(long now) {
        Probe current = probe;
        if (current != null && current.isDue(now)) {
            for (int helper : current.askHelpers()) {
                send(helper, SwimFrame.Kind.PING_REQUEST, current.number, current.subject, 0);
            }
        }
        for (Relay relay : new ArrayList<>(relays)) {
            if (relay.deadline() - now <= 0) {
                relays.remove(relay);
                send(relay.origin(), SwimFrame.Kind.NACK, relay.originNumber(), -1, 0);
            }
        }
    }

    /** Ends the period and begins the next where it is time. */
    void endPeriod(long now) {
        if (periodEnd - now <= 0) {
            conclude(now);
            beginPeriod(now);
        }
    }

    private void conclude(long now) {
        Probe ended = probe;
        if (ended == null) {
            return;
        }
        if (ended.isAnswered()) {
            health.better();
        } else if (membership.state(ended.subject) != MemberState.FAULTY) {
            health.worse();
            if (ended.missing() > 0) {
                health.worse();
            }
            membership.suspect(ended.subject, now);
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

    private void send(int to, SwimFrame.Kind kind, int number, int subject, long life) {
        SwimFrame frame = new SwimFrame(kind, number, subject, life, membership.newsFor(to));
        ByteBuffer room = link.claim(group.member(to), frame.bytes());
        if (room != null) {
            frame.write(room);
            link.commit();
        }
    }

    /** What a frame asks or answers; its news are the membership's. */
    void onFrame(int sender, SwimFrame frame, long now) {
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
                    // Who asks has one probe at a time: its last question is over, and what waits is bounded by the
                    // group.
                    relays.removeIf(earlier -> earlier.origin() == sender);
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
            if (sender != current.subject) {
                membership.alive(current.subject, frame.life(), sender, now);
            }
            if (sender == current.subject || frame.life() == membership.life(current.subject)) {
                current.answer();
            }
            return;
        }
        for (Relay relay : new ArrayList<>(relays)) {
            if (relay.number() == frame.number() && relay.subject() == sender) {
                relays.remove(relay);
                send(relay.origin(), SwimFrame.Kind.ACK, relay.originNumber(), -1, membership.life(sender));
            }
        }
    }
}
