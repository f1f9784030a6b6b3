package dev.strategos.examples.generals;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.RoundListener;
import dev.strategos.byzantine.randomized.Ballot;
import dev.strategos.byzantine.randomized.BinaryAgreement;
import dev.strategos.byzantine.randomized.LocalCoin;
import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One general's part in agreement without time: the commander sends its order, everybody votes for what it was sent, and binary agreement makes
 * one will of it.
 *
 * <p>Who is sent nothing votes for the default after a while. That wait is no assumption: it has a say in what is proposed, never in
 * whether all decide alike.
 */
final class VotingPart implements Part {

    private final Environment env;
    private final Battle battle;
    private final Stackable orders;
    private final BinaryAgreement agreement;
    private final SplittableRandom lies;
    private long sent;
    private long sentBytes;
    private @Nullable String heard;
    private @Nullable Ballot ballot;
    private long startNanos;
    private Consumer<GeneralReport> report = nobody -> {};

    VotingPart(Environment env, Battle battle, Stackable votes, Stackable orders) {
        this.env = env;
        this.battle = battle;
        this.orders = orders;
        this.lies = battle.camp().lies(env.self());
        int faults = battle.camp().faults();
        LocalCoin coin = new LocalCoin(env.random());
        Stackable link = battle.camp().isTraitor(env.self())
                ? battle.treason()
                        .link(votes, BinaryAgreement.lens(battle.camp().group(), faults, coin), battle.camp())
                : votes;
        this.agreement = BinaryAgreement.over(link, battle.camp().group(), faults, coin);
        orders.onDeliver(this::hear);
    }

    @Override
    public void begin(long start, RoundListener rounds, Consumer<GeneralReport> told) {
        startNanos = start;
        report = told;
        long untilStart = Math.max(0, startNanos - env.clock().nanos());
        if (env.self().equals(battle.commander())) {
            env.schedule(Duration.ofNanos(untilStart), this::command);
        } else {
            env.schedule(Duration.ofNanos(untilStart).plus(battle.camp().duration()), () -> vote(Battle.RETREAT));
            if (heard != null) {
                vote(heard);
            }
        }
    }

    private void command() {
        for (NodeId lieutenant : battle.camp().group().others(env.self())) {
            String order = battle.camp().isTraitor(env.self())
                    ? Battle.ORDERS.get(lies.nextInt(Battle.ORDERS.size()))
                    : battle.order();
            ByteBuffer bytes = Codec.utf8().encode(order);
            sent++;
            sentBytes += bytes.remaining();
            orders.send(lieutenant, bytes);
        }
        vote(battle.order());
    }

    private void hear(Peer from, ByteBuffer message) {
        if (heard == null && from.id().equals(battle.commander())) {
            try {
                heard = Codec.utf8().decode(message);
            } catch (MalformedMessageException e) {
                heard = Battle.RETREAT;
            }
            if (startNanos != 0) {
                vote(heard);
            }
        }
    }

    private void vote(String order) {
        if (ballot == null) {
            Ballot begun = agreement.propose(new InstanceId(battle.commander(), 1), order.equals(Battle.ATTACK));
            ballot = begun;
            begun.onDecision(attack -> report.accept(reportOf(
                    attack ? Battle.ATTACK : Battle.RETREAT, env.clock().nanos() - startNanos, begun.decidedIn())));
        }
    }

    private GeneralReport reportOf(@Nullable String decision, long afterNanos, int round) {
        List<GeneralReport.Heard> fromCommander = env.self().equals(battle.commander())
                ? List.of()
                : List.of(new GeneralReport.Heard(battle.commander(), heard));
        return new GeneralReport(
                env.self(),
                decision,
                afterNanos,
                false,
                List.of(fromCommander),
                agreement.counters().plus(new Counters(sent, sent, sentBytes, 0, 0, round)));
    }

    @Override
    public GeneralReport lastWords(int closedRounds) {
        return reportOf(null, 0, 0);
    }
}
