package dev.strategos.detectors.swim;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a member thinks of all others, and how that changes by what it finds out and is told: who is suspected has time to refute that, and
 * counts as failed after it.
 */
final class Membership {

    private final Environment environment;
    private final SwimConfig config;
    private final LocalHealth health;
    private final Group group;
    private final int self;
    private final Roster roster;
    private final Gossip gossip;
    private final Bulletin bulletin;
    private final Map<Integer, Doubt> doubts = new LinkedHashMap<>();
    private int refutation;

    Membership(Environment environment, SwimConfig config, LocalHealth health) {
        this.environment = environment;
        this.config = config;
        this.health = health;
        this.group = environment.group();
        this.self = group.rank(environment.self());
        this.roster = new Roster(group.size());
        this.gossip = new Gossip(group.size(), config.retransmissions());
        this.bulletin = new Bulletin(environment);
    }

    Bulletin bulletin() {
        return bulletin;
    }

    MemberState state(int member) {
        return roster.state(member);
    }

    long life(int member) {
        return roster.life(member);
    }

    List<NodeId> failed() {
        List<NodeId> failed = new ArrayList<>();
        for (int member = 0; member < group.size(); member++) {
            if (roster.state(member) == MemberState.FAULTY) {
                failed.add(group.member(member));
            }
        }
        return failed;
    }

    /** What rides on a frame. A member that is not thought alive is told so first, whatever else there is to tell. */
    List<News> newsFor(int member) {
        List<News> news = new ArrayList<>(SwimFrame.MOST_NEWS);
        if (roster.state(member) != MemberState.ALIVE) {
            news.add(roster.news(member, self));
        }
        news.addAll(gossip.next(SwimFrame.MOST_NEWS - news.size()));
        return news;
    }

    /** A life of a member was heard of, from itself or from the one that asked it. */
    void alive(int member, long life, int by, long now) {
        if (life > roster.life(member)) {
            take(new News(member, life, 0, MemberState.ALIVE, by), now);
        }
    }

    /** A member did not answer, and nobody else had an answer from it. */
    void suspect(int member, long now) {
        accuse(member, MemberState.SUSPECTED, now);
    }

    /** Who did not refute a suspicion in time counts as failed. */
    void endDoubts(long now) {
        for (Map.Entry<Integer, Doubt> doubt : new ArrayList<>(doubts.entrySet())) {
            if (doubt.getValue().deadline() - now <= 0) {
                accuse(doubt.getKey(), MemberState.FAULTY, now);
            }
        }
    }

    private void accuse(int member, MemberState state, long now) {
        take(new News(member, roster.life(member), roster.refutation(member), state, self), now);
    }

    /** When the first doubt ends, if that is before a given instant; else that instant. */
    long nextBefore(long instant) {
        long next = instant;
        for (Doubt doubt : doubts.values()) {
            long deadline = doubt.deadline();
            next = deadline - next < 0 ? deadline : next;
        }
        return next;
    }

    /** This member stood still for so long: nobody could have refuted anything here. */
    void excuse(long nanos) {
        doubts.values().forEach(doubt -> doubt.shift(nanos));
    }

    /** Something was found out or told. */
    void take(News told, long now) {
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

    /**
     * What is said of this member itself is not true, as long as it can say so. Who repeats what was refuted has not heard that, and is told
     * again: the refutation may be no news any more.
     */
    private void refute(News news) {
        long life = environment.incarnation().number();
        if (news.state() == MemberState.ALIVE || news.life() > life) {
            return;
        }
        if (news.life() == life && news.refutation() >= refutation) {
            refutation = Math.min(News.MOST_REFUTATIONS, news.refutation() + 1);
            health.worse();
        }
        gossip.add(new News(self, life, refutation, MemberState.ALIVE, self));
    }
}
