package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.randomized.BallotMessage.Share;
import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.byzantine.station.Station;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One general's part in one binary agreement: the rounds one after the other, and when to decide and to stop.
 *
 * <p>What it says itself it hears as all others do, but in order: each message is taken before the next is thought of.
 */
final class BallotPart implements Ballot {

    /** So many rounds before this general's own are kept of others' messages. */
    static final int ROUNDS_AHEAD = 64;

    /** What the part needs of the protocol. */
    interface Host {
        void say(BallotMessage message);

        void end(BallotPart part);
    }

    private final InstanceId instance;
    private final Station station;
    private final Convention convention;
    private final Coin coin;
    private final Host host;
    private final Map<Integer, BallotRound> rounds = new LinkedHashMap<>();
    private final Map<Integer, BinaryValueBroadcast> behind = new LinkedHashMap<>();
    private final Deque<BallotMessage> own = new ArrayDeque<>();
    private final Poll terms = new Poll();
    private final Set<NodeId> exposed = new LinkedHashSet<>();
    private final List<Consumer<? super Boolean>> listeners = new ArrayList<>();
    private @Nullable Boolean decision;
    private int decidedIn;
    private int round;
    private boolean estimate;
    private boolean tossing;
    private boolean settling;
    private boolean over;

    BallotPart(InstanceId instance, Station station, Coin coin, Host host) {
        this.instance = instance;
        this.station = station;
        this.convention = station.convention();
        this.coin = coin;
        this.host = host;
    }

    void begin(boolean proposal) {
        estimate = proposal;
        enter(1);
        settle();
    }

    /** Takes another general's message. */
    void receive(NodeId from, BallotMessage message) {
        if (!over) {
            take(from, message);
            settle();
        }
    }

    private void take(NodeId from, BallotMessage message) {
        if (message instanceof Vote vote && vote.kind() == Kind.TERM) {
            requireFirst(terms.hear(rank(from), vote.values()), from, message);
        } else if (message.round() > Math.min(round + ROUNDS_AHEAD, coin.rounds(instance))) {
            station.report(
                    from, Fault.Kind.OVERLOAD, "no room for " + message + ", as this general is in round " + round);
        } else if (message.round() >= round) {
            takeInRound(from, message, roundOf(message.round()));
        } else if (message instanceof Vote vote && vote.kind() == Kind.BVAL) {
            BinaryValueBroadcast proposals = behind.get(message.round());
            if (proposals != null) {
                proposals.hear(rank(from), vote.values().single());
            }
        }
    }

    private void takeInRound(NodeId from, BallotMessage message, BallotRound in) {
        if (message instanceof Share share) {
            takeShare(from, share, in);
        } else if (message instanceof Vote vote && in.knows(vote.kind())) {
            requireFirst(in.hear(rank(from), vote.kind(), vote.values()), from, message);
        } else {
            station.report(from, Fault.Kind.PROTOCOL_VIOLATION, message + " has no place with this coin");
        }
    }

    /** After one share that is none, no other of the same general is looked at. */
    private void takeShare(NodeId from, Share share, BallotRound in) {
        if (exposed.contains(from)) {
            return;
        }
        if (!coin.isGenuine(instance, share.round(), from, share.share())) {
            exposed.add(from);
            station.report(from, Fault.Kind.PROTOCOL_VIOLATION, share + ": is not the share that was dealt");
            return;
        }
        in.shares().putIfAbsent(from, share.share());
    }

    private void requireFirst(boolean first, NodeId from, BallotMessage message) {
        if (!first) {
            station.report(from, Fault.Kind.PROTOCOL_VIOLATION, "votes twice: " + message);
        }
    }

    private BallotRound roundOf(int number) {
        return rounds.computeIfAbsent(
                number,
                each -> new BallotRound(
                        convention, coin.isCommon(), (kind, values) -> say(new Vote(instance, number, kind, values))));
    }

    /** Does all that can be done now. */
    private void settle() {
        if (settling) {
            return;
        }
        settling = true;
        try {
            boolean more = true;
            while (more && !over) {
                step();
                more = !own.isEmpty();
                while (!own.isEmpty()) {
                    take(station.env().self(), own.removeFirst());
                }
            }
        } finally {
            settling = false;
        }
    }

    private void step() {
        heedTerms();
        if (over) {
            return;
        }
        behind.values().forEach(BinaryValueBroadcast::relay);
        behind.values().removeIf(BinaryValueBroadcast::isSpent);
        if (round > coin.rounds(instance)) {
            return;
        }
        BallotRound now = roundOf(round);
        now.advance();
        Values outcome = now.outcome();
        if (outcome != null) {
            conclude(now, outcome);
        }
    }

    /** f+1 that have decided include a loyal one; 2f+1 include so many that all loyal generals will hear f+1 without this one. */
    private void heedTerms() {
        for (boolean value : new boolean[] {false, true}) {
            int decided = terms.votesFor(Values.of(value));
            if (decided >= convention.oneLoyal()) {
                decide(value);
            }
            if (decided >= convention.mostLoyal()) {
                end();
            }
        }
    }

    /** The votes are taken: what is left is the coin. */
    private void conclude(BallotRound now, Values outcome) {
        if (coin.isCommon()) {
            toss(now, outcome);
        } else if (outcome.isSingle()) {
            decide(outcome.single());
            next(now, outcome.single());
        } else {
            Values supported = now.supported();
            if (supported == null) {
                toss(now, outcome);
            } else {
                next(now, supported.single());
            }
        }
    }

    private void toss(BallotRound now, Values outcome) {
        if (!tossing && coin.sharesNeeded() > 0) {
            tossing = true;
            say(new Share(instance, round, coin.share(instance, round)));
            return;
        }
        if (now.shares().size() < coin.sharesNeeded()) {
            return;
        }
        boolean side = coin.toss(instance, round, now.shares());
        if (!outcome.isSingle()) {
            next(now, side);
            return;
        }
        if (outcome.single() == side) {
            decide(side);
        }
        next(now, outcome.single());
    }

    private void next(BallotRound left, boolean value) {
        if (!left.proposals().isSpent()) {
            behind.put(round, left.proposals());
        }
        rounds.remove(round);
        estimate = value;
        enter(round + 1);
    }

    private void enter(int number) {
        round = number;
        tossing = false;
        if (round > coin.rounds(instance)) {
            station.report(
                    station.env().self(),
                    Fault.Kind.OVERLOAD,
                    "no coin is left for " + instance + " after " + coin.rounds(instance)
                            + " rounds: it is decided by others or never");
            return;
        }
        if (station.env().tracer().isOn()) {
            station.env().tracer().trace(new TraceEvent.Round(convention.name(), instance.toString(), round));
        }
        roundOf(round).propose(estimate);
    }

    private void say(BallotMessage message) {
        host.say(message);
        own.add(message);
    }

    private void decide(boolean value) {
        if (decision != null) {
            return;
        }
        decision = value;
        decidedIn = round;
        if (station.env().tracer().isOn()) {
            station.env()
                    .tracer()
                    .trace(new TraceEvent.Decide(convention.name(), instance.toString(), String.valueOf(value)));
        }
        say(new Vote(instance, round, Kind.TERM, Values.of(value)));
        for (Consumer<? super Boolean> listener : List.copyOf(listeners)) {
            listener.accept(value);
        }
        listeners.clear();
    }

    private void end() {
        over = true;
        rounds.clear();
        behind.clear();
        host.end(this);
    }

    private int rank(NodeId general) {
        return convention.group().rank(general);
    }

    /** How many rounds other than the one under way are kept. */
    int roundsKept() {
        return rounds.size() + behind.size();
    }

    @Override
    public InstanceId instance() {
        return instance;
    }

    @Override
    public int round() {
        return round;
    }

    @Override
    public boolean estimate() {
        return estimate;
    }

    @Override
    public Optional<Boolean> decision() {
        return Optional.ofNullable(decision);
    }

    @Override
    public int decidedIn() {
        return decidedIn;
    }

    @Override
    public void onDecision(Consumer<? super Boolean> action) {
        if (decision == null) {
            listeners.add(action);
        } else {
            action.accept(decision);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    /** Such as {@code alice/7, round 2, decided true}. */
    @Override
    public String toString() {
        return instance + ", round " + round + (decision == null ? "" : ", decided " + decision);
    }
}
