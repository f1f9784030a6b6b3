package dev.strategos.byzantine;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A general's part in an algorithm with kings: what it hears and says in each round, and its value from phase to phase.
 *
 * <p>Everybody whose turn it is speaks in every round, so a round closes as soon as all of them have spoken. The first message per peer
 * and round counts, whatever it says.
 */
abstract class KingPart<V> extends Participation<V, V> {

    private final Group group;
    private final NodeId self;
    private final KingTimetable timetable;
    private final KingRules rules;
    private final KingFormat format;
    private final KingHearings hearings;
    private final ValueTable<V> values;
    private int value = EigTree.DEFAULT;
    private int proposal = KingRules.NONE;
    private KingRules.Standing standing = new KingRules.Standing(KingRules.NONE, KingRules.NONE);
    private int decidedInPhase;
    private int helpedInPhase;

    KingPart(
            Generals<V> generals,
            InstanceId instance,
            RoundSchedule schedule,
            KingRules rules,
            KingTimetable timetable) {
        super(generals, instance, schedule);
        this.group = generals.spec().config().group();
        this.self = env().self();
        this.timetable = timetable;
        this.rules = rules;
        this.format = new KingFormat(generals.spec().format());
        this.hearings = new KingHearings(timetable, group.size(), rounds());
        this.values = new ValueTable<>(generals.spec().config());
    }

    /** The value to begin with. */
    final void beginWith(Bytes encoded, V own) {
        value = values.number(encoded, own);
    }

    @Override
    final void begin() {
        speak(1);
    }

    @Override
    final void relay(int closed) {
        speak(closed + 1);
    }

    private void speak(int round) {
        if (!timetable.speaks(round, self)) {
            return;
        }
        int vote = switch (timetable.step(round)) {
            case ORDER, VALUES -> value;
            case PROPOSALS -> proposal;
            case KING -> timetable.mayVote(round) ? standing.lock() : KingRules.NONE;
        };
        hearings.hear(round, group.rank(self), vote);
        Bytes decree = null;
        if (timetable.decrees(round, self)) {
            int word = standing.candidate() == KingRules.NONE ? EigTree.DEFAULT : standing.candidate();
            hearings.hearDecree(round, word);
            decree = values.encoded(word);
        }
        Bytes said = vote == KingRules.NONE ? null : values.encoded(vote);
        ByteBuffer bytes = format.encode(new KingMessage(instance(), commanderNamedBy(self), round, said, decree));
        int logical = decree != null && timetable.mayVote(round) ? 2 : 1;
        for (NodeId to : group.others(self)) {
            send(to, bytes, logical, round);
        }
    }

    @Override
    final void handle(NodeId from, WireHeader header, ByteBuffer body) {
        int round = header.round();
        if (!timetable.speaks(round, from)) {
            violation(from, "speaks in round " + round + ", which is not its turn");
        } else if (hasHeard(round, from)) {
            violation(from, "speaks twice in round " + round);
        } else {
            hear(round, from, header, body);
        }
    }

    /** What cannot be used is as good as silence. */
    private void hear(int round, NodeId from, WireHeader header, ByteBuffer body) {
        int rank = group.rank(from);
        try {
            KingMessage message = format.decode(header, body);
            String wrong = shapeless(message, round, from);
            if (wrong == null) {
                Bytes vote = message.vote();
                int number = vote == null ? KingRules.NONE : values.number(vote);
                Bytes decree = message.decree();
                if (decree != null) {
                    hearings.hearDecree(round, values.number(decree));
                }
                hearings.hear(round, rank, number);
                return;
            }
            violation(from, wrong + " in round " + round);
        } catch (MalformedMessageException e) {
            fault(from, Fault.Kind.MALFORMED_MESSAGE, "round " + round + ": " + e.getMessage());
        }
        hearings.hearNothing(round, rank);
    }

    private @Nullable String shapeless(KingMessage message, int round, NodeId from) {
        if (message.vote() == null ? timetable.mustVote(round) : !timetable.mayVote(round)) {
            return message.vote() == null ? "tells no value" : "tells a value";
        }
        if ((message.decree() != null) != timetable.decrees(round, from)) {
            return message.decree() == null ? "is king without a word" : "speaks as the king";
        }
        return null;
    }

    @Override
    final boolean isComplete(int round) {
        return hearings.isComplete(round);
    }

    @Override
    final boolean hasHeard(int round, NodeId from) {
        return hearings.hasHeard(round, group.rank(from));
    }

    @Override
    final void settle(int closed) {
        int[] votes = hearings.votes(closed);
        switch (timetable.step(closed)) {
            case ORDER -> value = votes[group.rank(commanderNamedBy(self))];
            case VALUES -> {
                proposal = rules.proposal(votes);
                standing = rules.standing(votes);
            }
            case PROPOSALS -> standing = rules.standing(votes);
            case KING -> settlePhase(timetable.phase(closed), rules.outcome(standing, votes, hearings.decree(closed)));
        }
    }

    private void settlePhase(int phase, KingRules.Outcome outcome) {
        if (decidedInPhase > 0) {
            helpedInPhase = phase;
            return;
        }
        value = outcome.value();
        if (outcome.decides()) {
            decidedInPhase = phase;
            decide(values.value(value));
        }
    }

    /** The others decide one phase after the first at the latest; until then they need everybody's votes. */
    @Override
    final boolean retiresAfter(int closed) {
        return helpedInPhase > 0;
    }

    @Override
    final void conclude() {
        decide(values.value(value));
    }

    /**
     * What was heard in a round, up to now: one report for each other general whose turn it was, in the order of the group, those of silent
     * ones without a value. A king's is its word.
     *
     * @param round 1 to the number of rounds
     * @return a new list
     * @throws IllegalArgumentException if there is no such round
     */
    public final List<Report<V>> heard(int round) {
        checkRound(round);
        List<Report<V>> reports = new ArrayList<>();
        for (NodeId general : group.others(self)) {
            if (timetable.speaks(round, general)) {
                reports.add(new Report<>(round, List.of(general), said(round, general), true));
            }
        }
        return reports;
    }

    private @Nullable V said(int round, NodeId general) {
        if (!hasHeard(round, general)) {
            return null;
        }
        int number =
                timetable.decrees(round, general) ? hearings.decree(round) : hearings.votes(round)[group.rank(general)];
        return number == KingRules.NONE ? null : values.value(number);
    }

    /** Such as {@code alice/7, round 2: value attack, proposal none, candidate none, lock none}. */
    @Override
    public String toString() {
        return super.toString() + ": value " + word(value) + ", proposal " + word(proposal) + ", candidate "
                + word(standing.candidate()) + ", lock " + word(standing.lock());
    }

    private String word(int number) {
        return number == KingRules.NONE ? "none" : String.valueOf(values.value(number));
    }
}
